import { reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { toProblem } from '@/api/problem'
import { useSite } from '@/api/site'
import { useFormats } from '@/ui/formats'
import { useProblemText } from '@/ui/problem-text'
import { type Statement, uploadStatement } from '../statements'

export interface Upload {
  id: number
  name: string
  /** How much has been sent, between 0 and 1. */
  fraction: number
  /** Why it was not taken; then it stays until dismissed. */
  refusal: string | undefined
}

/** Files on their way to the server; `arrived` gets each statement that they become. */
export function useUploads(arrived: (statement: Statement) => unknown) {
  const { t } = useI18n()
  const site = useSite()
  const formats = useFormats()
  const text = useProblemText()
  const uploads = ref<Upload[]>([])
  let count = 0

  /** One after another: side by side they would only share the line. */
  async function send(files: Iterable<File>) {
    const queue = [...files].map((file) => ({ file, upload: announce(file) }))
    for (const { file, upload } of queue) {
      if (!upload.refusal) await sendOne(file, upload)
    }
  }

  function announce(file: File): Upload {
    const upload = reactive({ id: ++count, name: file.name, fraction: 0, refusal: tooBig(file) })
    uploads.value.push(upload)
    return upload
  }

  function tooBig({ size }: File): string | undefined {
    const limit = site.value?.upload_limit_bytes
    if (limit === undefined || size <= limit) return undefined
    return t('statements.upload.tooBig', {
      size: formats.bytes(size),
      limit: formats.bytes(limit),
    })
  }

  async function sendOne(file: File, upload: Upload) {
    try {
      const statement = await uploadStatement(file, (fraction) => (upload.fraction = fraction))
      dismiss(upload)
      void arrived(statement)
    } catch (error) {
      const problem = await toProblem(error)
      upload.refusal = problem.field('file') ?? text(problem)
    }
  }

  function dismiss({ id }: Upload) {
    uploads.value = uploads.value.filter((upload) => upload.id !== id)
  }

  return { uploads, send, dismiss }
}
