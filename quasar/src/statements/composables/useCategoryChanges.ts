import { Notify } from 'quasar'
import { useI18n } from 'vue-i18n'
import { useFormats } from '@/ui/useFormats'
import { useSubmission } from '@/ui/useSubmission'
import { useUndo } from '@/ui/useUndo'
import {
  type Category,
  type CategoryEdits,
  editCategory,
  mergeCategories,
  undoChanges,
} from '../api'
import { useCategories } from './useCategories'

/** Changes of categories, each with a message that undoes it. */
export function useCategoryChanges() {
  const { t } = useI18n()
  const { count } = useFormats()
  const { offerUndo } = useUndo()
  const shown = useCategories()
  const { load, name, create } = shown
  let archived: [category: Category, is: boolean]
  let merged: [category: Category, into: string]

  async function edit({ key }: Category, edits: CategoryEdits) {
    await editCategory(key, edits)
    await load()
  }

  /** Save the name and the color of a category, or create it. */
  async function save(category: Category | undefined, edits: CategoryEdits & { name: string }) {
    if (!category) {
      const key = await create(edits.name, edits.color)
      Notify.create({ message: t('statements.categoryPage.created', { name: name(key) }) })
      return
    }
    const { name: oldName, color } = category
    await edit(category, edits)
    offerUndo(t('statements.categoryPage.saved', { name: name(category.key) }), () =>
      edit(category, { name: oldName, color }),
    )
  }

  const archiving = useSubmission(async () => {
    const [category, is] = archived
    await edit(category, { archived: is })
    const message = is ? 'statements.categoryPage.wasArchived' : 'statements.categoryPage.restored'
    offerUndo(t(message, { name: name(category.key) }), () => edit(category, { archived: !is }))
  })

  async function merge(category: Category, into: string) {
    const names = { name: name(category.key), into: name(into) }
    const result = await mergeCategories(category.key, into)
    await load()
    const { changed } = result
    const message = t(
      'statements.categoryPage.merged',
      { ...names, count: count(changed) },
      changed,
    )
    offerUndo(message, async () => {
      await undoChanges(result)
      await load()
    })
  }

  const merging = useSubmission(() => merge(...merged))

  return {
    ...shown,
    save,
    merge,
    archiving,
    merging,
    archive: (category: Category, is: boolean) => {
      archived = [category, is]
      return archiving.submit()
    },
    /** Merge without a dialog that shows the problem. */
    mergeNow: (category: Category, into: string) => {
      merged = [category, into]
      return merging.submit()
    },
  }
}
