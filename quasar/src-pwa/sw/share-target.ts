export const SHARE_PATH = '/share'
// sample: statements begin
/** Read by the page of statements, which deletes them. */
const CACHE_NAME = 'shared-files'
const MAX_FILES = 10
const MAX_BYTES = 50 * 1024 * 1024
// sample: statements end

/**
 * Answer the POST of another application's "Share": files wait for the page of statements, text and
 * links fill the form of a new link. Nothing is sent without the user: any website can post here.
 */
export async function receiveShare({ request }: { request: Request }): Promise<Response> {
  const form = await request.formData()
  // sample: statements begin
  const files = form.getAll('files').filter((entry) => entry instanceof File)
  if (files.length) {
    await keepFiles(files)
    return redirectTo('/statements', { shared: '1' })
  }
  // sample: statements end
  // sample: links begin
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  return redirectTo('/links/submit', {
    url: text('url'),
    title: text('title'),
    text: text('text'),
  })
  // sample: links end
  // without links: return redirectTo('/statements', {})
}

// sample: statements begin
/** Replace the files of an earlier share. */
async function keepFiles(files: File[]): Promise<void> {
  await caches.delete(CACHE_NAME)
  const cache = await caches.open(CACHE_NAME)
  let bytes = 0
  for (const [index, file] of files.slice(0, MAX_FILES).entries()) {
    bytes += file.size
    if (bytes > MAX_BYTES) break
    const headers = { 'X-Name': encodeURIComponent(file.name), 'X-Shared-At': String(Date.now()) }
    await cache.put(`/shared-files/${index}`, new Response(file, { headers }))
  }
}

// sample: statements end
function redirectTo(path: string, query: Record<string, string>): Response {
  const filled = Object.entries(query).filter(([, value]) => value)
  const search = new URLSearchParams(filled).toString()
  return Response.redirect(search ? `${path}?${search}` : path, 303)
}
