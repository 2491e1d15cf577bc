import compression from 'compression'
import { type Connect, defineConfig, type Plugin } from 'vite'
import { backendProxy } from './backend-routes.ts'
import { pageHeaders } from './page-headers.ts'

/** Compress responses of the renderer as nginx and CloudFront do; Vite compresses its own files. */
const compressed: Plugin = {
  name: 'compressed',
  configurePreviewServer: ({ middlewares }) =>
    void middlewares.use(compression() as unknown as Connect.NextHandleFunction),
}

/** Serve the build behind the same proxy as the dev server: `DIST=dist/pwa`, `PORT`. */
export default defineConfig({
  appType: 'spa',
  plugins: [compressed],
  logLevel: 'warn',
  build: { outDir: process.env.DIST ?? 'dist/pwa' },
  preview: {
    host: '127.0.0.1',
    port: Number(process.env.PORT ?? 8080),
    strictPort: true,
    open: false,
    // The backend decides which other origins may send requests.
    cors: false,
    headers: pageHeaders(process.env.PAGE_HEADERS),
    proxy: backendProxy(process.env.BACKEND_ROUTES),
  },
})
