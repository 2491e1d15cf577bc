import { describe, expect, it } from 'vitest'
import {
  androidManifest,
  entitlements,
  infoPlist,
  mainActivity,
  xcodeProject,
} from './project-settings'

const settings = { scheme: 'example', host: 'example.com', pages: ['links', 'statements'] }
const manifest =
  '<application android:allowBackup="true"><activity></activity><activity></activity></application>'

describe('the settings of the native projects', () => {
  it('open links and CSV files with the first activity of Android', () => {
    const changed = androidManifest(manifest, settings)
    const [first, second] = changed.split('</activity>')
    expect(first!.match(/<intent-filter/g)).toHaveLength(6)
    expect(first).toContain('<data android:scheme="example" />')
    expect(first).toContain('<data android:scheme="https" android:host="example.com" />')
    expect(first).toContain('<data android:pathPrefix="/statements" />')
    expect(first).toContain('android:mimeType="text/csv"')
    expect(second).not.toContain('intent-filter')
  })

  it('let other applications of Android share CSV files', () => {
    const changed = androidManifest(manifest, settings)
    const send = changed.split('<intent-filter').filter((each) => each.includes('action.SEND'))
    expect(send).toHaveLength(2)
    for (const filter of send)
      expect(filter).toMatch(/mimeType="text\/(csv|comma-separated-values)"/)
    const source = 'import com.getcapacitor.BridgeActivity;\nclass A extends BridgeActivity {}'
    const activity = mainActivity(source)
    expect(activity).toContain('super.onNewIntent(asOpened(intent))')
    expect(activity.match(/\{/g)).toHaveLength(activity.match(/\}/g)!.length)
  })

  it('keep data of Android out of backups', () => {
    const changed = androidManifest(manifest, settings)
    expect(changed).toContain('android:allowBackup="false"')
    expect(changed).not.toContain('android:allowBackup="true"')
  })

  it('open links and CSV files with iOS', () => {
    const plist = infoPlist('<plist version="1.0">\n<dict>\n</dict>\n</plist>\n', settings)
    expect(plist).toContain('<string>example</string>')
    expect(plist).toContain('<string>public.comma-separated-values-text</string>')
    expect(plist.match(/<dict>/g)).toHaveLength(plist.match(/<\/dict>/g)!.length)
    expect(entitlements(settings)).toContain('<string>applinks:example.com</string>')
  })

  it('sign each configuration of iOS with its entitlements', () => {
    const configuration = 'INFOPLIST_FILE = App/Info.plist;'
    const project = xcodeProject(`{${configuration}}{${configuration}}`)
    expect(project.match(/CODE_SIGN_ENTITLEMENTS = App\/App.entitlements;/g)).toHaveLength(2)
  })

  it('fail if a template has changed', () => {
    expect(() => androidManifest('<manifest />', settings)).toThrow('is missing')
    expect(() => infoPlist('<plist />', settings)).toThrow('is missing')
    expect(() => mainActivity('class A {}')).toThrow('is missing')
    expect(() => xcodeProject('')).toThrow('is missing')
  })
})
