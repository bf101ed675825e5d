/** Tells where a name states nothing of a setup: ruled out, given away, switched off, held against, or part of an address. */
import { regex } from "../../../record/regex.ts";

/** A name's place, and the field it would state. */
interface Named {
  field: string;
  start: number;
  end: number;
}

/** Names in a link's address say nothing of the text. */
export function isInAddress(text: string, { field, start }: Named): boolean {
  if (field !== "devices" && field !== "engine" && field !== "backend" && field !== "model") return false;
  const before = text.slice(Math.max(0, start - 200), start);
  const at = before.lastIndexOf("http");
  return (
    at >= 0 && /^https?:\/\/\S*$/.test(before.slice(at)) && !/huggingface\.co|hf\.co/.test(before.slice(at))
  );
}

const DENIED = regex("i")`
  \b(?:no|not|without|instead of|rather than|neither|nor|unlike|drop(?:ped)?|avoid|never)\s
  (?:the |a |an |any |plain )?$
`;

/** "the P40s went on eBay", "replaced the 3060 with a 4090": a machine that its author has no more. */
const GIVEN_AWAY = regex("i")`
  ^s?[*_]{0,2} (?:
    went (?:on|to) (?:ebay|a|the|my)|
    (?:was|were|is|are|has been|have been|got) (?:sold|replaced|returned|gone)\b|(?:broke|died)\b
  )
`;
const REPLACES =
  /\bbefore (?:the |my |our |these |those )$|\b(?:replac(?:ed|ing)|swapp(?:ed|ing)|sold|retired|returned) (?:the |my |our |both |a |an )?$/i;

/** "the M1 generation", "a 4090-class card": no device that somebody has. */
const KIND_OF = /^s?[- ](?:generation|family|class|era|lineup)\b/i;

/** "with the L40 config", "the 4090 json": a file that is named for a device. */
const FILE_OF_DEVICE = /^[ _-](?:cfgs?|config(?:s|uration)?|json|preset|tuning file|kernel config)\b/i;

/** "the GB10 I don't have", "I don't own an H100". */
const NOT_OWNED = /^s?[*_`]{0,2},? (?:that |which )?(?:i|we) (?:do not|don[’']t|never) (?:have|had|own)\b/i;
const NOT_OWNED_BEFORE = /\b(?:do not|don[’']t|never) (?:have|had|own) (?:an?|any|the|two|another) $/i;

/** "better than llama.cpp", "below vLLM": the engine that another one is held against. */
const COMPARED = regex("i")`
  \b(?:
    than(?: (?:with|in|on|under|via))?|below|beats?|beating|ahead of|behind|compared (?:to|with)|close to
  )[*_]{0,2}\s(?:the |my |our |stock |plain |mainline |upstream )?[\x60*_]{0,2}$
`;

/** "from Ollama to llama.cpp": the first one is no longer used. */
const LEFT = /^[`*]{0,2}(?: v?\d[\w.]{0,10})? to (?:the |plain )?[`*]{0,2}[A-Za-z]/;

/** "OpenCL off", "Vulkan is not supported" */
const SWITCHED_OFF = regex("i")`
  ^(?:
    [ ]used to build PyTorch: N/A| available: | Archs: |: disabled|
    [\x60*]{0,2} (?:(?:was|is|are) )?(?:
      off\b|disabled|(?:not|isn't) (?:used|available|supported|usable|working|an option)
    )
  )
`;

/** `14 TFLOPS FP32`, `312 TFLOPS of FP16`, `FP8 TOPS`: what a chip computes in. */
const COMPUTES_BEFORE = /\bT(?:FL)?OPS (?:of |in |at |\()?$/i;
const COMPUTES_AFTER = /^(?: ?[(:] ?[\d,.]{1,6})? ?(?:peak |dense |sparse )?T(?:FL)?OPS\b/i;

/** "an FP8 cache is broken here" */
const IS_BROKEN =
  /^[`*]{0,2}(?: (?:KV|cache)){0,2} (?:is|was|are|were) (?:broken|buggy|useless|unsupported|not supported)\b/i;

/** "No Vulkan needed", "instead of vLLM": named to be ruled out. */
export function isDenied(text: string, { field, start, end }: Named): boolean {
  if (field === "quantization")
    return (
      COMPUTES_BEFORE.test(text.slice(Math.max(0, start - 12), start)) ||
      COMPUTES_AFTER.test(text.slice(end, end + 24))
    );
  if (field === "kvCacheType") return IS_BROKEN.test(text.slice(end, end + 32));
  if (field !== "backend" && field !== "engine" && field !== "devices" && field !== "model") return false;
  const before = text.slice(Math.max(0, start - 24), start);
  return (
    DENIED.test(before) ||
    (field === "backend" && SWITCHED_OFF.test(text.slice(end, end + 28))) ||
    (field === "devices" &&
      (GIVEN_AWAY.test(text.slice(end, end + 36)) ||
        NOT_OWNED.test(text.slice(end, end + 32)) ||
        NOT_OWNED_BEFORE.test(before) ||
        FILE_OF_DEVICE.test(text.slice(end, end + 20)) ||
        REPLACES.test(before))) ||
    (field === "devices" && KIND_OF.test(text.slice(end, end + 14))) ||
    (field === "engine" && COMPARED.test(before)) ||
    (field === "engine" && /\bfrom (?:the |plain )?$/i.test(before) && LEFT.test(text.slice(end, end + 24)))
  );
}
