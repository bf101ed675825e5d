/** Reads prices: `$1,600`, `900 €`, `$0.34/h`. A price by the hour in dollars is the cost metric. */
import { regex } from "../../record/regex.ts";
import type { Candidate } from "./mention.ts";
import type { NumberReading } from "./read-number.ts";
import { after, isApproximate } from "./surroundings.ts";

const CURRENCY: Record<string, string> = { $: "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR" };
const PRICE_TAIL = /^[ ]?(USD|EUR|GBP|dollars?|euros?|bucks|€|\$|£|Euro|pounds)(?![A-Za-z])/i;
const PER = regex("i")`
  ^[ ]?(?:USD[ ]?|EUR[ ]?)?(?:/|per[ ]|an[ ]|pro[ ]|a[ ])[ ]?(
    h|hr|hour|Stunde|month|mo|kWh|M(?:illion)?[ ]?tok(?:ens?)?|Mtok|1M tokens
  )(?![A-Za-z])
`;

/** The price that a number is, by the sign before or the currency after it; undefined when there is none. */
export function tagPrice(text: string, numbers: NumberReading): Candidate | undefined {
  const sign = CURRENCY[text[numbers.start - 1] ?? ""];
  let start = numbers.start;
  let end = numbers.end;
  let currency = sign;
  if (sign !== undefined) start--;
  else {
    const unit = PRICE_TAIL.exec(after(text, end));
    if (unit === null) return undefined;
    end += unit[0].length;
    const word = unit[1]!.toLowerCase();
    currency =
      CURRENCY[word] ??
      (word.startsWith("eur") ? "EUR" : word.startsWith("gbp") || word === "pounds" ? "GBP" : "USD");
  }
  let amount = numbers.values[0]!;
  if (sign !== undefined && /^[kK](?![A-Za-z])/.test(text.slice(end, end + 2))) {
    amount *= 1000;
    end++;
  }
  const per = PER.exec(after(text, end));
  if (per !== null) end += per[0].length;
  const word = per?.[1]?.toLowerCase() ?? "";
  const unit =
    word === ""
      ? null
      : /^(h|hr|hour|stunde)$/.test(word)
        ? "hour"
        : /^mo/.test(word)
          ? "month"
          : word === "kwh"
            ? "kWh"
            : "Mtok";
  if (unit === "hour" && currency === "USD")
    return {
      kind: "measurement",
      start,
      end,
      value: {
        metric: "cost",
        values: [amount],
        unit: "USD/h",
        written: { values: numbers.values, unit: text.slice(numbers.end, end).trim() },
        approximate: isApproximate(text, start),
        cue: null,
      },
      known: true,
    };
  return { kind: "price", start, end, value: { amount, currency: currency!, per: unit }, known: true };
}
