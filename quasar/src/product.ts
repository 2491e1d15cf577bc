import { productName, repository } from '../package.json'

/** The name of the product, in pages and titles; the backend's is the setting PRODUCT_NAME. */
export const PRODUCT_NAME = productName

/** Of the source code; without one, no page links there. */
export const SOURCE_URL = repository
export const DOCUMENTATION_URL = `${repository}/-/tree/main/documentation`

const START_PATHS = [
  '/spending', // sample: statements
  '/links', // sample: links
  '/account',
]
/** Path of the page that a sign-in leads to. */
export const START_PATH = START_PATHS[0]!
