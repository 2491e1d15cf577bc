import { describe, expect, it } from 'vitest'
import { desktopPackages } from '../native-build'
import { APP_ID, APP_NAME, APP_SCHEME } from '../native-identity'
import mobile from './capacitor.config'

describe('the identity of the native applications', () => {
  it('is the same on desktops and phones', () => {
    expect([mobile.appId, mobile.appName]).toEqual([APP_ID, APP_NAME])
    const desktop = desktopPackages('icon.png')
    expect([desktop.appId, desktop.productName]).toEqual([APP_ID, APP_NAME])
    expect(desktop.protocols[0]!.schemes).toEqual([APP_SCHEME])
  })

  it('has a valid id and scheme', () => {
    expect(APP_SCHEME).toMatch(/^[a-z][a-z0-9]+$/)
    expect(APP_ID).toMatch(/^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$/)
  })
})
