import { describe, expect, it } from 'vitest'
import { pagePolicy } from './page-policy'

const policy = "script-src 'self'; style-src 'self'; img-src 'self'"

describe('pagePolicy', () => {
  it('allows each style of its elements once', () => {
    const page = '<p style="color:red"></p><i style="top:0"></i><b style="top:0"></b>'
    // printf 'color:red' | openssl dgst -sha256 -binary | base64
    expect(pagePolicy(policy, page)).toBe(
      "script-src 'self'; style-src 'self' 'unsafe-hashes'" +
        " 'sha256-8f935d27GvUutRyY9yWScUMiFUk4WTdZURISiYfPOeQ=' 'sha256-pKHEk1F1VabwbZulONaM6WjFA2huByp+yWvEIPcVRiY='; img-src 'self'",
    )
  })

  it('unescapes styles like the browser', () => {
    expect(pagePolicy(policy, '<p style="content:&quot;a &amp;amp; b&quot;"></p>')).toContain(
      "'sha256-sc3h+XVdE1/R8hYid79PSiEBhSujqTu0QTodY1dXut0='",
    )
  })

  it('is unchanged without style attributes', () => {
    expect(pagePolicy(policy, '<p>a style=&quot;top:0&quot; is forbidden</p>')).toBe(policy)
  })
})
