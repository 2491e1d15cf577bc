export { renderToString } from 'vue/server-renderer'
