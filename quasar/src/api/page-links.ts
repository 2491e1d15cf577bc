/** First segments of the pages that links from outside may open: none acts as soon as it is open. */
export const LINKED_PAGES = [
  'account',
  'bank-accounts', // sample: statements
  'categories', // sample: statements
  'links', // sample: links
  'rules', // sample: statements
  'spending', // sample: statements
  'statements', // sample: statements
  'transactions', // sample: statements
]

/**
 * Return the path and query of the page that a link opens, or undefined if it opens none.
 * `<scheme>://account` and `https://site/account` both open /account.
 */
export function pageOfLink(
  link: string,
  { scheme, serverUrl }: { scheme: string; serverUrl: string },
): string | undefined {
  const url = URL.parse(link)
  if (!url) return undefined
  const isOurs = url.protocol === `${scheme}:` || url.origin === new URL(serverUrl).origin
  const path =
    url.protocol === `${scheme}:` && url.host ? `/${url.host}${url.pathname}` : url.pathname
  const [, segment] = path.split('/')
  return isOurs && LINKED_PAGES.includes(segment ?? '') ? path + url.search : undefined
}
