/** How well a record's hardware fits what a question names: devices and their number, kinds of machine, memory. */
import type { SetupRecord } from "../record/setup-record.ts";
import { acceleratorNamed } from "../record/vocabulary/resolve-accelerator.ts";
import { type Fit, meanFit, NO_FIT } from "./fit.ts";
import { vendorOf } from "./hardware-words.ts";
import type { AskedAccelerator, Question } from "./question.ts";
import { acceleratorMemoryGiB } from "./table-rows.ts";

/** The mean over the devices that are named. */
export function devicesFit(record: SetupRecord, question: Question): Fit {
  return meanFit(question.accelerators.map((asked) => acceleratorFit(record, asked)));
}

function acceleratorFit(record: SetupRecord, asked: AskedAccelerator): Fit {
  let bestFit = NO_FIT;
  for (const device of record.hardware.accelerators) {
    const fit = deviceFit(device, asked);
    if (fit.credit > bestFit.credit) bestFit = fit;
  }
  if (bestFit.credit === 1 && record.hardware.accelerators.length > 1)
    return { credit: 0.9, reason: `${bestFit.reason}, among others` };
  return bestFit;
}

function deviceFit(device: SetupRecord["hardware"]["accelerators"][number], asked: AskedAccelerator): Fit {
  const label = `${device.count}× ${device.name}`;
  const sameCount = asked.count === null || asked.count === device.count;
  if (device.name.toLowerCase() === asked.name.toLowerCase()) {
    if (sameCount) return { credit: 1, reason: label };
    return { credit: 0.45, reason: `${label}, not ${asked.count}×` };
  }
  const one = acceleratorNamed(device.name);
  const other = acceleratorNamed(asked.name);
  const memory = device.memoryGiB ?? one?.memoryGiB[0];
  const alike =
    one !== undefined && one.kind === other?.kind && memory !== undefined && other.memoryGiB.includes(memory);
  if (!alike || !sameCount) return NO_FIT;
  return {
    credit: one.vendor === other.vendor ? 0.35 : 0.2,
    reason: `${label}: the same memory as ${asked.name}`,
  };
}

export function machineFit(record: SetupRecord, question: Question): Fit {
  const names = record.hardware.accelerators.map((one) => one.name);
  const fits: Fit[] = [];
  for (const group of question.groups) {
    const name = names.find((one) => group.covers.test(one));
    fits.push(name ? { credit: 1, reason: `${name} (${group.words[0]})` } : NO_FIT);
  }
  for (const wanted of question.vendors) {
    const name = names.find((one) => vendorOf(one) === wanted);
    fits.push(name ? { credit: 1, reason: `${name} is from ${wanted}` } : NO_FIT);
  }
  const found = record.hardware.class;
  if (question.classes.length > 0)
    fits.push(
      found && question.classes.includes(found)
        ? { credit: 1, reason: `hardware class ${found}` }
        : cpuOnly(record, question),
    );
  return meanFit(fits);
}

/** A run on the CPU of a board or a Mac answers "CPU only", too, if less well. */
function cpuOnly(record: SetupRecord, question: Question): Fit {
  const onCpu = question.classes.includes("cpu") && record.engine.backend?.toUpperCase() === "CPU";
  return onCpu ? { credit: 0.7, reason: "runs on the CPU" } : NO_FIT;
}

export function memoryFit(record: SetupRecord, question: Question): Fit {
  const wanted = question.memoryGiB!;
  const found = acceleratorMemoryGiB(record) ?? record.hardware.memoryGiB ?? null;
  if (found === null) return NO_FIT;
  const reason = `${found} GiB of memory`;
  if (Math.abs(found - wanted) <= wanted * 0.03) return { credit: 1, reason };
  if (found < wanted)
    return { credit: found >= wanted * 0.6 ? 0.45 : 0.25, reason: `${reason}, fits in ${wanted}` };
  return found <= wanted * 1.1 ? { credit: 0.5, reason } : NO_FIT;
}

export function ramFit(record: SetupRecord, question: Question): Fit {
  const found = record.hardware.memoryGiB;
  if (!found) return NO_FIT;
  const reason = `${found} GiB of RAM`;
  if (Math.abs(found - question.ramGiB!) <= question.ramGiB! * 0.05) return { credit: 1, reason };
  return found < question.ramGiB! ? { credit: 0.4, reason } : NO_FIT;
}
