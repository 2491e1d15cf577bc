import { start } from './main/application'

void start()
