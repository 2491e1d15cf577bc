/** What the front end's pages tell the browser not to do; `local/` hands it over as PAGE_HEADERS. */
export function pageHeaders(headers: string | undefined): Record<string, string> {
  return headers ? (JSON.parse(headers) as Record<string, string>) : {}
}
