/** The words that tell which variable a sentence is about. Data only: a word's weight says how surely. */

import type { Variable } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";

export type VariableCue = { variable: Variable; pattern: RegExp; weight: number };

const cue = (variable: Variable, weight: number, pattern: RegExp): VariableCue => ({
  variable,
  weight,
  pattern,
});

/** Every cue, the more telling ones of a variable first. */
export const VARIABLE_CUES: readonly VariableCue[] = [
  cue(
    "speculative-decoding",
    4,
    regex("i")`
      \bspeculat\w{1,9}|\bdraft(?:s|er|ers|ing|ed)?\b|\bMTP\b|\bEAGLE|\bmedusa\b|\bn-?gram|
      accept(?:ance|ed) (?:rate|length|share)|\bspec(?: |-)?(?:decoding|type)\b|\blookahead\b|\bacceptance\b|
      \bDFlash\d?\b|\bn-max\b
    `,
  ),
  cue(
    "kv-cache",
    4,
    regex("i")`
      \bKV\b|\bcache[- ]type|k/v cache|\bkv[-_ ]?cache|\bkv-cache-dtype|\b[KV] cache|
      \b(?:q[48](?:_0)?|f16|fp16|fp8|int8|quanti[sz]ed) (?:\w+ )?cache\b|
      \bcache (?:to|at|in|on) (?:q\d|f16|fp8)|quanti[sz]\w{1,5} (?:the )?(?:cache|V|K)\b|
      \bcache (?:type|precision|quantiz\w{1,5})|-ct[kv]\b
    `,
  ),
  cue(
    "prompt-caching",
    4,
    regex("i")`
      prompt cach\w{1,3}|prefix cach\w{1,3}|cache[- ]reuse|\bcached? (?:prompt|prefix)|cachear el prompt|
      reus\w{1,3} (?:the )?(?:prompt|prefix)|shared? prefix|identical prefix|slot save|cache hits?|
      \b(?:same|common|stable|long) (?:prefix|head|beginning)\b|
      (?:re-?read|re-?process|re-?eval)\w{0,4} the (?:whole |entire |full )?(?:prompt|history|context)|
      begins? with the same|提示缓存
    `,
  ),
  cue("flash-attention", 4, regex("i")`flash[- ]?att\w{0,7}|\bFA2?\b|-fa\b|\bfa=[01]`),
  cue(
    "offload",
    4,
    regex("i")`
      \boff-?load\w{0,4}|\bn?gl\b|-ngl\b|\bexps?=CPU|n-?cpu-?moe|\bncmoe|
      experts? (?:on|to|in) (?:the )?(?:CPU|RAM)|\bmmap\w{0,3}\b|\bmlock\b|\bswap(?:ping|ped)?\b|
      layers (?:on|to|in)|spill\w{0,3}|expertos en|\bin (?:system )?RAM\b|override-tensor|-ot\b|\bnum_gpu\b|
      \bcpu[-_]moe\b|\bexperts? (?:are |is |stay |live |sit )?(?:on|in) (?:the )?(?:CPU|system|RAM|host)|
      expert layers|(?:fall|fell|falls|falling) back to (?:the )?(?:CPU|RAM)|卸载|auf die CPU
    `,
  ),
  cue(
    "parallelism",
    4,
    regex("i")`
      tensor[- ]?(?:parallel\w{0,3}|split)|pipeline[- ]parallel|split[- ]mode|\b-?sm row\b|\bTP ?\d\b|\bTP\b|
      expert[- ]parallel|\bNVLink\b|\bP2P\b|\bmulti-?GPU|\bRPC\b|\bnodes\b|
      (?:two|second|both|more|several|multiple|dual|mixed|different) (?:\w+ )?(?:cards|GPUs)|\bSMT\b|
      tensor-split|hyper-?thread\w{0,3}|row split|layer split|split (?:by|mode|over|across)|even split|
      \ball-?reduce\b|\bNCCL\b|\bRCCL\b|\bsockets?\b|physical cores|cpu_infer|
      (?:another|extra|fourth|third|every|per) (?:card|GPU)\b|双卡|多卡|并行|zweite (?:Karte|GPU)|
      segunda (?:tarjeta|GPU)
    `,
  ),
  cue(
    "batching",
    4,
    regex("i")`
      \b(?:micro|u)?[-_ ]?batch\w{0,4}|\bubatch|-ub\b|concurren\w{2,4}|\bslots\b|(?:each|per|one) slot\b|
      parallel requests|in flight|requests at once|max-num-seqs|\bpreempt\w{0,3}|continuous batching|
      aggregate (?:output )?throughput|\bat (?:the same (?:time|moment)|once)\b|
      \b(?:two|three|four|five|eight|ten|\d{1,4}) (?:users|clients|streams|requests|people)\b|\baggregate\b|
      \bper night\b|并发|批处理|批量
    `,
  ),
  cue(
    "quantization",
    3,
    regex("i")`
      \bquant(?:s|i[sz]\w{1,6})?\b|量化|\b(?:two|three|four|five|six|eight) bits?\b|\bbits per\b|
      \bK[- ]quants?\b|\b[2-8]-?bits?\b|\bI?Q[1-8](?:_\w{1,5})?\b|\bAWQ\b|\bGPTQ\b|\bEXL[23]\b|\bFP8\b|
      \bNVFP4\b|\bMXFP4\b|\bGGUF\b|\bbpw\b|fewer bits|\bimatrix\b|\bINT[48]\b|\bBF16\b|perplexit\w{1,3}
    `,
  ),
  cue(
    "context-length",
    3,
    regex("i")`
      \bcontexts?\b|\bctx\b|context window|long (?:prompts?|inputs?)|max[-_ ]model[-_ ]len|\bcontexto\b|
      \bKontext\w{0,6}|sequence length|\bcontexte\b|上下文|\b(?:context|native|attention|full) window|
      \b(?:past|beyond|above|over|under|below) \d{1,3}k\b|
      \blong (?:documents?|contexts?|chats?|conversations?|sessions?)\b
    `,
  ),
  cue(
    "memory-bandwidth",
    4,
    regex("i")`
      bandwidths?|memory[- ]bound|bandbreite|ancho de banda|memory channels?|quad[- ]channel|dual[- ]channel|
      \bDRAM\b|memory bus|\bbus\b|GB/s|memory speed|memory controller|roofline|arithmetic intensity|带宽|
      \bDIMMs?\b|interleav\w{1,4}|(?:bytes|weights?) (?:read )?per token|compute[- ]bound|bande passante
    `,
  ),
  cue(
    "power",
    4,
    regex("i")`
      \bpower\b|\bwatts?\b|\b\d{2,3} ?W\b|undervolt\w{0,3}|power (?:limit|cap)|\bTDP\b|\benergy\b|\bbattery\b|
      \bjoules?\b|\bclocks\b|\b(?:core|GPU|memory|boost) clock|\bStrom\w{0,9}|功耗|
      \bat the (?:wall|plug|socket)\b|\bPSUs?\b|\bMAXN\w{0,6}|nvpmodel|\bDVFS\b|\buncapped\b|\bconsumo\b|
      \bkWh\b|overclock\w{0,3}
    `,
  ),
  cue(
    "cooling",
    4,
    regex("i")`
      \bcool(?:ing|ers?|ed)\b|\b(?:stay|keep|kept|run)s? cool|\bthermal\w{0,3}|\bthrottl\w{1,4}|
      \btemperatures\b|(?:GPU|card|core|junction|hotspot|memory) temperature|\bfans?\b(?!-)|
      \bheat(?:s|ed|ing|sinks?)?\b|\bairflow\b|\bblower|°C\b|\bhot(?:ter)?\b|Kühl\w{0,4}|散热|风扇|降频|
      refriger\w{1,5}|repast\w{0,3}
    `,
  ),
  cue(
    "sampling",
    4,
    regex("i")`
      \bsampl\w{2,5}|\btemperature ?[=0-9]|\btop[-_ ]?[pk]\b|\bmin[-_ ]?p\b|repetition|repeat[- ]penalty|
      no_think|thinking (?:mode|off|on|budget)|json[_ ]schema|\bgrammar\b|presence penalty
    `,
  ),
  cue(
    "drivers",
    4,
    regex("i")`
      \bdrivers?\b|\bkernel \d|\bCUDA \d|\bMesa\b|\bRADV\b|\bAMDVLK\b|\bPyTorch\b|\bHSA_|\bgfx\d{3,4}\b|
      \bJetPack\b|\bfirmware\b|\bBIOS\b|compute capability|\bsm_?\d{2,3}\b|驱动|resizable BAR|\biommu\b|
      \bcu\d{3}\b|\bROCm \d|\bLevel[- _]?Zero\b|\boneAPI\b|\bcoopmat\d?\b|\brocblas\b
    `,
  ),
  cue(
    "build-flags",
    4,
    regex("i")`
      \bcompil(?:e|ed|es|ation)\b|build flags?|\bbuil[dt] (?:with|without|flag|from|against|option)|\bcmake\b|
      -D[A-Z_]{4,}|\bGGML_\w+|\bBLAS\b|\bbinar(?:y|ies)\b|\bAVX\w{0,8}|\bOpenBLAS\b|\bBLIS\b|\bZenDNN\b|
      from source|\bprebuilt\b|\brepack\w{0,3}|\bAMX\b|编译|compiled in|compil(?:iert|ado|é)|march=native|
      \bwheels?\b|\bnightl(?:y|ies)\b|torch[._ -]?compile|CUDA graphs?|enforce-eager|cudagraph
    `,
  ),
  cue(
    "os",
    4,
    regex("i")`
      \bWindows\b|\bLinux\b|\bWSL2?\b|\bmacOS\b|\bUbuntu\b|\bNUMA\b|\bhuge ?pages?\b|\bsysctl\b|
      \bwired[_ ]limit|\bgovernor\b|\bswappiness\b|\bNixOS\b|\bDocker\b|\bpage ?cache\b|\bGRUB\b|\bGTT\b|
      \bsystemd\b|\bsystemctl\b|\bnohup\b|\bGNOME\b|\bheadless\b|\bzram\b|OOM[- ]kill\w{0,3}|/proc/|/sys/|
      LD_LIBRARY_PATH|\bdesktop (?:environment|session|eats|takes|running|off)|\bmulti-user\.target|
      \bbrowser\b|\bProxmox\b|\bLXC\b
    `,
  ),
  cue(
    "networking",
    4,
    regex("i")`
      \bnetwork\w{0,4}|\bethernet\b|\b\d{1,3} ?(?:GbE|Gbit|Gbps)\b|\bInfiniband\b|\bRDMA\b|\bNFS\b|
      \bThunderbolt\b|\blatency between\b|\bWi-?Fi\b|PCIe? ?(?:x?\d|gen|lanes|bandwidth|slot)|\bOCuLink\b|
      \briser
    `,
  ),
  cue(
    "cost",
    4,
    regex("i")`
      \bprices?\b|\bexpensive\b|[$€£₹¥] ?\d|\d ?[€$£]|\beBay\b|\bbudget\b|\bbuy(?:ing|ers?)?\b|\bdollars?\b|
      \beuros?\b|per hour|worth the|second[- ]?hand|\bkaufen\b|\bteuer\w{0,2}|\brent(?:ed|ing|al)?\b|\bspot\b|
      hosted API|\bper Mtok\b|\bprecios?\b|\bbarat\w{1,2}\b|\bprix\b|便宜|价格|块钱|\bgünstig\w{0,2}|\bcents?\b|
      \binvest\w{0,4}
    `,
  ),
  cue(
    "engine-choice",
    2,
    regex("i")`
      \bllama\.?cpp\b|\bvLLM\b|\bollama\b|\bSGLang\b|\bexllama\w{0,3}|\bTabbyAPI\b|\bMLX\b|\bTensorRT\w{0,4}|
      \bKTransformers\b|\bLM ?Studio\b|\bkobold\w{0,4}|\bik_?llama\w{0,4}|\bengines?\b|\bbackends?\b|
      \bmistral\.rs\b|\bframeworks?\b|\bmainline\b|\bT-MAC\b|\bROCm\b|\bVulkan\b|\bfork\b|\bTGI\b|
      \blmdeploy\b|\bIPEX\b|\bSYCL\b|\bllama-swap\b|\bLemonade\b|\bllamafile\b|\bMNN\b|\bMLC\b|\bOpenVINO\b|
      \bexl[23]\b
    `,
  ),
  cue(
    "model-choice",
    2,
    regex("i")`
      \bmodels?\b|\bMoE\b|mixture of experts|\bdense\b|\b\d{1,3}B\b|\bQwen|\bLlama[- ]?\d|\bGemma|\bMistral|
      \bDeepSeek|\bGLM\b|\bgpt-oss|\bPhi-|\bmodelos?\b|\bModelle?\b|\bfine-?tune|模型|\bmodèles?\b|parameters\b|
      \bthink(?:s|ing)\b|\breasoning\b
    `,
  ),
  cue("cost", 3, regex("i")`\b(?:costs? (?:more|less|about|around|only|under|over|[$€£\d]))`),
  cue("drivers", 2, regex("i")`\bROCm\b|\bHIP\b|\bVulkan\b`),
  cue(
    "engine-choice",
    3,
    regex("i")`
      (?:\bROCm\b|\bVulkan\b|\bHIP\b).{0,120}(?:faster|slower|better|worse|speed|crash|hung|than)|
      (?:faster|slower|better|worse).{0,80}(?:\bROCm\b|\bVulkan\b)
    `,
  ),
  cue("build-flags", 2, regex("i")`\bkernels?\b|\bbuil[dt]s?\b`),
  cue("parallelism", 2, regex("i")`(?<!tensor )\bcores\b|\bthreads?\b`),
  cue("context-length", 2, regex("i")`\b\d{2,3}k\b|\bdepths?\b`),
  cue("cost", 2, regex("i")`\bmoney\b|\bcheap\w{0,3}|\bbuys\b|\bbought\b`),
  cue("power", 2, regex("i")`\bidl(?:e|es|ing)\b`),
  cue(
    "memory-bandwidth",
    5,
    regex("i")`
      bandwidth[- ](?:bound|limited)|(?:bound|limited|capped) by (?:the )?(?:memory|RAM|DRAM)(?: bandwidth)?|
      (?:bound|limited) by (?:the )?bandwidth
    `,
  ),
  cue(
    "engine-choice",
    4,
    regex("i")`
      \b(?:
        llama\.?cpp|vLLM|ollama|SGLang|exllama\w{0,3}|MLX|TensorRT|mistral\.rs|ik_?llama|mainline|koboldcpp|
        lmdeploy
      )\b.{0,40}\b(?:faster|slower|ahead|beats?|loses|wins|trails|better|worse)\b|
      \b(?:faster|slower|ahead of|beats?|better|worse|than|over|instead of)\b.{0,15}\b(?:
        llama\.?cpp|vLLM|ollama|SGLang|exllama\w{0,3}|MLX|TensorRT|mistral\.rs|ik_?llama|mainline|koboldcpp|
        lmdeploy
      )\b
    `,
  ),
  cue("sampling", 3, regex("i")`\btemperature\b`),
  cue("sampling", 2, regex("i")`\bgreedy\b|\bseed\b`),
];

/** Words of speed and memory: about running models, though of no one variable. */
export const SUBJECT_WORDS = regex("i")`
  \b(?:
    prefill|decode|decoding|prompt (?:processing|eval)|generation|inference|tokens?|tok/s|t/s|throughput|
    latency|speeds?|VRAM|RAM|GPU|CPU|iGPU|NPU|cards?|memory|weights|TTFT|prompts?|load(?:s|ing)?
  )\b
`;
