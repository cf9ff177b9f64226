// The control "Flächen einfärben": what is shown, of which areas, in which classes; and its values as a table.

import { FEWEST, MOST, type Method } from "./classes";
import { el, setText } from "./dom";
import { digits, germanDate } from "./format";
import { valueText, type Measure, type Measures, type Shown, type Value } from "./measures";
import { LEVELS, METHODS, readBounds, shadingBy, type ShadedLevel, type Shading } from "./shading";

const NOTHING = "nicht einfärben";
const WRONG = "Bitte zwei bis sechs Zahlen angeben, jede größer als die davor, etwa 10; 20; 30.";

export class ShadePanel {
  readonly element: HTMLDetailsElement;
  /** What the map shows at the moment, which the control may not show yet. */
  readonly #current: () => Shown | null;
  readonly #change: (shading: Shading | null) => void;
  readonly #measure = select("flaeche-mass");
  readonly #period = select("flaeche-stand");
  readonly #level = select("flaeche-gebiete");
  readonly #method = select("flaeche-klassen");
  readonly #count = select("flaeche-zahl");
  readonly #bounds = el("input", { id: "flaeche-grenzen", type: "text", autocomplete: "off", "aria-describedby": "flaeche-fehler" });
  readonly #wrong = el("p", { class: "shade-wrong", id: "flaeche-fehler" });
  readonly #details = el("div", { hidden: true });
  readonly #note = el("p", { class: "facet__note" });
  readonly #table = el("table", { class: "data" });
  readonly #value = el("th", { scope: "col", class: "number" });
  readonly #active = el("span", { class: "facet__active" });

  constructor(measures: Measures, current: () => Shown | null, change: (shading: Shading | null) => void) {
    this.#current = current;
    this.#change = change;
    this.#measure.append(option("", NOTHING), ...groups(measures.all));
    this.#method.append(...Object.entries(METHODS).map(([id, text]) => option(id, text)));
    for (let count = FEWEST; count <= MOST; count++) this.#count.append(option(String(count), String(count)));
    this.#details.append(
      field("Stand", this.#period),
      field("Gebiete", this.#level),
      field("Klassen", this.#method),
      field("Zahl der Klassen", this.#count),
      field("Grenzen, mit Semikolon getrennt", this.#bounds),
      this.#wrong,
      this.#note,
      el("details", { class: "shade-values" }, el("summary", {}, "Werte als Tabelle"), this.#table),
    );
    const summary = el("summary", {}, el("span", {}, "Flächen einfärben"), this.#active);
    this.element = el("details", { class: "group facet", id: "flaechen" }, summary, field("Zeigen", this.#measure), this.#details);
    this.#listen();
  }

  #listen(): void {
    this.#measure.addEventListener("change", () => this.#choose(this.#measure.value));
    this.#period.addEventListener("change", () => this.#with({ period: this.#period.value }));
    this.#level.addEventListener("change", () => this.#with({ level: this.#level.value as ShadedLevel }));
    this.#count.addEventListener("change", () => this.#with({ k: Number(this.#count.value) }));
    this.#method.addEventListener("change", () => this.#by(this.#method.value as Method));
    this.#bounds.addEventListener("change", () => this.#cut(this.#bounds.value));
  }

  /** Another measure keeps the areas; bounds by hand belong to the measure they were made for. */
  #choose(measure: string): void {
    const before = this.#current()?.shading;
    const usual = shadingBy(measure);
    const rule = before && before.method !== "eigene" ? { method: before.method, k: before.k } : {};
    this.#change(measure ? { ...usual, ...rule, level: before?.level ?? usual.level } : null);
  }

  #with(change: Partial<Shading>): void {
    const before = this.#current()?.shading;
    if (before) this.#change({ ...before, ...change });
  }

  /** Bounds by hand start with those that are on the map. */
  #by(method: Method): void {
    const shown = this.#current();
    const { bounds = [] } = shown?.classes ?? {};
    const round = digits(shown?.measure.decimals ?? 0);
    const own = method === "eigene" ? (readBounds(bounds.map((each) => plainNumber(round(each))).join(";")) ?? [10, 20]) : [];
    this.#with(method === "eigene" ? { method, own, k: own.length + 1 } : { method, own });
  }

  #cut(text: string): void {
    const own = readBounds(text.split(";").map(plainNumber).join(";"));
    this.#complain(!own);
    if (own) this.#with({ own, k: own.length + 1 });
  }

  #complain(wrong: boolean): void {
    setText(this.#wrong, wrong ? WRONG : "");
    this.#bounds.setAttribute("aria-invalid", String(wrong));
  }

  show(): void {
    const shown = this.#current();
    this.#measure.value = shown?.shading.measure ?? "";
    this.#details.hidden = !shown;
    setText(this.#active, shown ? "an" : "");
    if (shown) this.#fill(shown.shading, shown);
  }

  #fill({ period, level, method, k, own }: Shading, shown: Shown): void {
    const { measure } = shown;
    const periods = measure.periods;
    fill(this.#period, periods.map((each) => [each, germanDate(each)]).reverse(), period || (periods.at(-1) ?? ""));
    fill(this.#level, measure.levels(period || (periods.at(-1) ?? "")).map((each) => [each, LEVELS[each]]), level);
    this.#method.value = method;
    this.#count.value = String(k);
    hide(this.#period, periods.length < 2);
    hide(this.#count, method === "eigene");
    hide(this.#bounds, method !== "eigene");
    const written = own.map((each) => each.toLocaleString("de-DE", { maximumFractionDigits: 9 })).join("; ");
    if (document.activeElement !== this.#bounds) this.#bounds.value = written;
    if (this.#wrong.textContent && document.activeElement !== this.#bounds) this.#complain(false);
    setText(this.#note, [measure.note, fewer(shown)].filter(Boolean).join(" "));
    setText(this.#value, measure.unit || "Wert");
    const head = el("tr", {}, el("th", { scope: "col" }, "Gebiet"), this.#value);
    this.#table.replaceChildren(el("thead", {}, head), el("tbody", {}, ...rows(shown)));
  }
}

/** Highest value first; what has none stands at the end, in words. */
function rows({ areas, values, measure }: Shown): HTMLElement[] {
  const order = areas.map((_, place) => place);
  const rank = (place: number): number => (typeof values[place] === "number" ? (values[place] as number) : -Infinity);
  order.sort((a, b) => rank(b) - rank(a) || (areas[a]?.name ?? "").localeCompare(areas[b]?.name ?? "", "de"));
  return order.map((place) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, areas[place]?.name),
      el("td", { class: "number" }, valueText(values[place] as Value, measure.decimals)),
    ),
  );
}

function fewer({ shading, classes }: Shown): string {
  const count = classes.labels.length;
  if (!count) return "Für diese Gebiete gibt es keine Werte.";
  if (shading.method === "eigene" || count >= shading.k) return "";
  return `Es ${count === 1 ? "gibt nur eine Klasse" : `gibt nur ${count} Klassen`}, weil viele Gebiete denselben Wert haben.`;
}

/** A number as people write it, with a point before its decimals: "1.234,5" and "1,5" are meant so. */
function plainNumber(text: string): string {
  const bare = text.trim();
  const grouped = bare.includes(",") || /^-?\d{1,3}(\.\d{3})+$/.test(bare);
  return grouped ? bare.replaceAll(".", "").replace(",", ".") : bare;
}

function groups(measures: Measure[]): HTMLElement[] {
  const topics = new Map<string, Measure[]>();
  for (const each of measures) {
    const topic = each.topic || "Weitere Kennzahlen";
    topics.set(topic, [...(topics.get(topic) ?? []), each]);
  }
  return [...topics].map(([label, members]) => el("optgroup", { label }, ...members.map((each) => option(each.id, each.label))));
}

const select = (id: string): HTMLSelectElement => el("select", { id });
const option = (value: string, text: string): HTMLOptionElement => el("option", { value }, text);
const field = (label: string, control: HTMLElement): HTMLElement =>
  el("p", { class: "shade-field" }, el("label", { for: control.id }, label), control);

function hide(control: HTMLElement, hidden: boolean): void {
  if (control.parentElement) control.parentElement.hidden = hidden;
}

/** Touches the choices only if they are others than before. */
function fill(control: HTMLSelectElement, choices: string[][], chosen: string): void {
  const before = [...control.options].map((each) => each.value).join();
  if (before !== choices.map(([value]) => value).join()) {
    control.replaceChildren(...choices.map(([value = "", text = ""]) => option(value, text)));
  }
  control.value = chosen;
}
