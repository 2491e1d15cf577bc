/** `node src-capacitor/generate-project.ts android|ios`: create the native project anew. */

import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { APP_ID, APP_SCHEME } from '../native-identity.ts'
import { LINKED_PAGES } from '../src/api/page-links.ts'
import {
  androidManifest,
  entitlements,
  infoPlist,
  mainActivity,
  type Settings,
  xcodeProject,
} from './project-settings.ts'

const folder = import.meta.dirname
const [, , platform = ''] = process.argv
const settings: Settings = {
  scheme: APP_SCHEME,
  host: new URL(process.env.SERVER_URL ?? '').hostname,
  pages: LINKED_PAGES,
}

function change(path: string, edit: (text: string, settings: Settings) => string) {
  const file = join(folder, platform, path)
  writeFileSync(file, edit(readFileSync(file, 'utf8'), settings))
}

rmSync(join(folder, platform), { recursive: true, force: true })
execFileSync(process.execPath, ['node_modules/@capacitor/cli/bin/capacitor', 'add', platform], {
  cwd: folder,
  stdio: 'inherit',
})
if (platform === 'android') {
  change('app/src/main/AndroidManifest.xml', androidManifest)
  const folders = APP_ID.replaceAll('.', '/')
  change(`app/src/main/java/${folders}/MainActivity.java`, mainActivity)
} else {
  change('App/App/Info.plist', infoPlist)
  change('App/App.xcodeproj/project.pbxproj', xcodeProject)
  writeFileSync(join(folder, platform, 'App/App/App.entitlements'), entitlements(settings))
}
