/** Whether a candidate says enough to be a record of the catalog. */
import type { Metric } from "../../../record/axes.ts";
import type { Candidate } from "./merge-observations.ts";

const SPEEDS: ReadonlySet<Metric> = new Set(["decode", "prefill", "throughput", "ttft"]);

/** A record names a model or a device, and says how it ran: figures, a failure, or the command that runs it. */
export function standsAlone({ findings, measurements, observations }: Candidate): boolean {
  const model = findings.model?.value;
  const named = model !== undefined && (model.name !== null || model.parametersB !== undefined);
  const hardware = findings.devices !== undefined || findings.cpu !== undefined;
  if (measurements.some(({ value }) => SPEEDS.has(value.metric)))
    return named || (hardware && findings.engine !== undefined);
  if (measurements.length > 0)
    return named && hardware && measurements.some(({ value }) => value.metric !== "cost");
  if (!named) return false;
  if (observations.some(({ outcome }) => outcome?.value === "fails"))
    return hardware || findings.engine !== undefined;
  if (observations.some(({ outcome }) => outcome?.value === "works" || outcome?.value === "partial"))
    return hardware && findings.engine !== undefined;
  const ownModel = observations.some(({ own }) => own.model !== undefined);
  const configured =
    findings.contextLength ??
    findings.gpuLayers ??
    findings.tensorParallel ??
    findings.kvCacheType ??
    findings.concurrency;
  return findings.command !== undefined && ownModel && (hardware || configured !== undefined);
}
