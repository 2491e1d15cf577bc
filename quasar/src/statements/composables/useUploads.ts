import { reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { queueUnsent } from '@/api/outbox/waiting'
import { toProblem } from '@/api/problem'
import { randomKey } from '@/api/random-key'
import { useSite } from '@/api/useSite'
import { useFormats } from '@/ui/useFormats'
import { useProblemText } from '@/ui/useProblemText'
import { type Statement, UPLOAD_PATH, uploadStatement } from '../api'

export interface Upload {
  id: number
  name: string
  /** Upload progress between 0 and 1. */
  fraction: number
  /** Error message; the item stays until dismissed. */
  error: string | undefined
}

/** Upload files; `arrived` is called with each new statement. */
export function useUploads(arrived: (statement: Statement) => unknown) {
  const { t } = useI18n()
  const site = useSite()
  const formats = useFormats()
  const text = useProblemText()
  const uploads = ref<Upload[]>([])
  let count = 0

  /** Upload sequentially: in parallel they would only share the bandwidth. */
  async function send(files: Iterable<File>) {
    const queue = [...files].map((file) => ({ file, upload: announce(file) }))
    for (const { file, upload } of queue) {
      if (!upload.error) await sendOne(file, upload)
    }
  }

  function announce(file: File): Upload {
    const upload = reactive({ id: ++count, name: file.name, fraction: 0, error: tooBig(file) })
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
    const id = randomKey()
    try {
      const statement = await uploadStatement(file, id, (fraction) => (upload.fraction = fraction))
      dismiss(upload)
      void arrived(statement)
    } catch (error) {
      const problem = await toProblem(error)
      const request = { id, kind: 'upload', label: file.name, url: UPLOAD_PATH, file } as const
      if (await queueUnsent(problem, request)) return dismiss(upload)
      upload.error = problem.field('file') ?? text(problem)
    }
  }

  function dismiss({ id }: Upload) {
    uploads.value = uploads.value.filter((upload) => upload.id !== id)
  }

  return { uploads, send, dismiss }
}
