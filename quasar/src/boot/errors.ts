import { defineBoot } from '#q-app'
import { reportErrors } from '@/api/error-reports'

export default defineBoot(({ app, router }) => reportErrors(app, router))
