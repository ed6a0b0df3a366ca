/** Every word that the console shows to staff, zh-CN, a file for each page. The names of the codes that
 * the service speaks in are in names.json; what the service names itself is not here. */

import { casework } from "./casework";
import { customer } from "./customer";
import { desk } from "./desk";
import { figures } from "./figures";
import { shell } from "./shell";
import { teaching } from "./teaching";
import { team } from "./team";

export const words = { ...shell, ...desk, ...customer, ...casework, ...teaching, ...figures, ...team };
