import type { NativeHost } from '../src/api/native-host'
import { pageOfLink } from '../src/api/page-links'
import type { TokenStore } from '../src/api/token-session'

/** The part of Capacitor's App plugin that reports links and opened files. */
interface LinkEvents {
  addListener(event: 'appUrlOpen', listener: (opened: { url: string }) => void): unknown
}

interface Platform {
  app: LinkEvents
  tokens: TokenStore
  /** Return the URL under which the web view may load a file of the device. */
  fileUrl: (url: string) => string
}

const { APP_SCHEME: scheme, SERVER_URL: serverUrl } = import.meta.env

export function createHost({ app, tokens, fileUrl }: Platform): NativeHost {
  let openPage: (path: string) => void = () => undefined

  return {
    tokens,
    onPage(open) {
      openPage = open
    },
    onFile(openFile) {
      const open = async (url: string) => {
        if (/^(content|file):/.test(url)) return openFile(await load(fileUrl(url), nameOf(url)))
        const page = pageOfLink(url, { scheme, serverUrl })
        if (page) openPage(page)
      }
      // The plugin keeps the link of a start until there is a listener.
      app.addListener('appUrlOpen', ({ url }) => void open(url))
    },
    // Phones have no menu.
    showMenu: () => undefined,
  }
}

async function load(url: string, name: string): Promise<File> {
  return new File([await (await fetch(url)).blob()], name)
}

/** Return the file's name. Android's content URLs may end with the number of a document. */
function nameOf(url: string): string {
  const last = decodeURIComponent(url).split('/').at(-1) ?? ''
  return last.toLowerCase().endsWith('.csv') ? last : 'statement.csv'
}
