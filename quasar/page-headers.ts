/** Security headers of the pages; `local/` passes them as PAGE_HEADERS. */
export function pageHeaders(headers: string | undefined): Record<string, string> {
  return headers ? (JSON.parse(headers) as Record<string, string>) : {}
}
