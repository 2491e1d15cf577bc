import { APP_ID, APP_NAME, APP_SCHEME } from './native-identity'
import { pageHeaders } from './page-headers'

const HOSTS: Partial<Record<string, string>> = {
  electron: 'src-electron/host.ts',
  capacitor: 'src-capacitor/host.ts',
}

/** Settings of the modes whose pages are files of an application; undefined for all others. */
export function nativeBuild(mode: string, environment = process.env) {
  const host = HOSTS[mode]
  if (!host) return undefined
  const serverUrl = serverOf(environment.SERVER_URL)
  const policy = pageHeaders(environment.PAGE_HEADERS)['Content-Security-Policy']
  if (!policy) throw new Error('PAGE_HEADERS has no policy. Run: make build-targets')
  return { host, serverUrl, contentSecurityPolicy: allowServer(policy, serverUrl) }
}

function serverOf(url: string | undefined): string {
  const parsed = URL.parse(url ?? '')
  if (!parsed || !['https:', 'http:'].includes(parsed.protocol)) {
    throw new Error('SERVER_URL is the URL of the site, such as https://example.com')
  }
  return parsed.origin
}

/** Return the pages' own policy for a page that has its API elsewhere. */
function allowServer(policy: string, serverUrl: string): string {
  // A page cannot set it for itself, and no other page can frame the application's.
  const directives = policy.split('; ').filter((each) => !each.startsWith('frame-ancestors'))
  const sockets = serverUrl.replace(/^http/, 'ws')
  return [...directives, `connect-src 'self' ${serverUrl} ${sockets}`].join('; ')
}

/** Configuration of electron-builder. Certificates are in its environment variables. */
export function desktopPackages(icon: string) {
  return {
    appId: APP_ID,
    productName: APP_NAME,
    icon,
    protocols: [{ name: APP_NAME, schemes: [APP_SCHEME] }],
    fileAssociations: [{ ext: 'csv', name: 'CSV', mimeType: 'text/csv', role: 'Viewer' as const }],
    // Not the sources' folder: only the built files are packaged.
    files: ['**/*', '!node_modules'],
    artifactName: '${name}-${version}-${os}-${arch}.${ext}',
    linux: { target: ['AppImage'], category: 'Office' },
    win: { target: ['nsis'] },
    mac: { target: ['zip', 'dmg'], category: 'public.app-category.finance' },
    publish: null,
  }
}
