// A host with a dot, a port and a path, as the server's `add_scheme` accepts them.
const WITHOUT_SCHEME = /^[^\s/?#:@]+\.[^\s/?#:@]+(:\d+)?([/?#].*)?$/

/** Return the URL, with `https://` in front if it begins with the host. */
export const addScheme = (url: string) => (WITHOUT_SCHEME.test(url) ? `https://${url}` : url)
