import { productName, repository } from '../package.json'

/** The name of the product, in pages and titles; the backend's is the setting PRODUCT_NAME. */
export const PRODUCT_NAME = productName

/** Of the source code; without one, no page links there. */
export const SOURCE_URL = repository
export const DOCUMENTATION_URL = `${repository}/-/tree/main/documentation`
