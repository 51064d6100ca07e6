//! Lists the element's interface, in this one place: attributes, properties, methods, events, slots, parts. The
//! package's types and its `custom-elements.json` are made from it, and tests compare the scripts and the documentation
//! with it.

/// An attribute. The element has a property of the same name.
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// The TypeScript type that the property returns.
    pub gives: &'static str,
    /// The TypeScript type that the property accepts.
    pub takes: &'static str,
    /// Its meaning, as the table of attributes prints it.
    pub says: &'static str,
    /// The behaviour without it.
    pub without: &'static str,
}

const fn attribute(
    name: &'static str,
    gives: &'static str,
    takes: &'static str,
    says: &'static str,
    without: &'static str,
) -> Attribute {
    Attribute { name, gives, takes, says, without }
}

/// The attributes, in the order of their table.
pub const ATTRIBUTES: [Attribute; 10] = [
    attribute(
        "src",
        "string",
        "string | null",
        "where the payload is (or set the `data` property)",
        "nothing is loaded, the static chart stays",
    ),
    attribute(
        "areas",
        "string",
        "string | readonly string[] | null",
        "up to six areas in focus, by identifier",
        "the first three with figures",
    ),
    attribute(
        "view",
        "View | ''",
        "View | null",
        "`change`, `ranking`, `funnel`, `breakdown` or `trend`",
        "`change`, with two periods",
    ),
    attribute("measure", "Measure | ''", "Measure | null", "`count`, `rate`, `change` or `share`", "`count`"),
    attribute(
        "period",
        "string",
        "string | readonly string[] | null",
        "one or two periods, by identifier",
        "the last two",
    ),
    attribute(
        "theme",
        "'light' | 'dark' | ''",
        "'light' | 'dark' | null",
        "`light` or `dark`",
        "follows the page's text colour",
    ),
    attribute(
        "fragment",
        "string",
        "string | null",
        "the prefix of the element's part of the page's address, `fc` when empty",
        "the address is neither read nor written",
    ),
    attribute(
        "words",
        "string",
        "string | null",
        "where words of your own are, in the language of the payload (see the guide’s page on languages)",
        "our words in that language, or English ones",
    ),
    attribute(
        "article",
        "string",
        "string | null",
        "the article, as a selector: the figures in it that `check --payload` found right are marked and listed",
        "nothing in the page is marked",
    ),
    attribute(
        "review",
        "boolean",
        "boolean",
        "for authors: figures that are contradicted or not checked are marked as well",
        "readers see what is right",
    ),
];

/// A property without an attribute, a method, or an event.
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// In TypeScript: a property's type, a method's parameters and result, or the detail of an event.
    pub types: &'static str,
    /// Its meaning.
    pub says: &'static str,
}

const fn member(name: &'static str, types: &'static str, says: &'static str) -> Member {
    Member { name, types, says }
}

/// The properties without an attribute.
pub const PROPERTIES: [Member; 1] = [member(
    "data",
    "object | undefined",
    "a payload of the format `force-compare/1`, parsed; it goes before `src`, and is read when it is set",
)];

/// The methods.
pub const METHODS: [Member; 5] = [
    member("getState", "(): Partial<State>", "what is shown; before it is shown, what was asked for"),
    member("setState", "(state: StateWish): void", "asks for something else to be shown, as the attributes do"),
    member("exportPNG", "(): Promise<Blob>", "the picture with its headline, sentences and source, as pixels"),
    member("exportSVG", "(): Promise<string>", "the same as lines and letters"),
    member("exportCSV", "(): Promise<string>", "every figure with its interval and method"),
];

/// The events. All bubble and are composed; none can be cancelled.
pub const EVENTS: [Member; 4] = [
    member("force-compare-ready", "State", "the widget has taken the place of the static chart"),
    member("force-compare-change", "State", "something else is shown, whoever chose it"),
    member("force-compare-select", "Selection | null", "a mark is pointed at or walked to; null when none is any more"),
    member("force-compare-error", "Trouble", "the widget cannot be shown, and why; the static chart stays"),
];

/// A name that a page's style sheet or markup can use.
pub struct Named {
    /// The name, or empty for the default slot.
    pub name: &'static str,
    /// Its meaning.
    pub says: &'static str,
}

const fn named(name: &'static str, says: &'static str) -> Named {
    Named { name, says }
}

/// The slots: content that the page puts inside the tag.
pub const SLOTS: [Named; 1] =
    [named("", "the static chart: shown until the widget is there, and again when anything fails")];

/// The parts that a page can style with `::part()`.
pub const PARTS: [Named; 21] = [
    named("widget", "all of it"),
    named("headline", "the finding"),
    named("subtitle", "what is counted, where and when"),
    named("areas", "the areas in focus and the search box"),
    named("chip", "an area in focus"),
    named("search", "the search box"),
    named("views", "the choice of views"),
    named("measures", "the choice of measures"),
    named("periods", "the choice of periods"),
    named("chart", "the picture"),
    named("tooltip", "what is said of a mark"),
    named("sentences", "the sentences"),
    named("sentence", "one of them"),
    named("table", "the table's disclosure"),
    named("figures", "the disclosure of the figures in the article"),
    named("note", "what is said beside one of them"),
    named("method", "the disclosure that says how sure anyone can be"),
    named("share", "the disclosure of downloads and links"),
    named("notes", "caveats and source"),
    named("source", "the source"),
    named("support", "help lines"),
];

/// The custom properties that a page may set.
pub const CUSTOM_PROPERTIES: [Named; 8] = [
    named("--force-compare-text", "text, with a `theme`"),
    named("--force-compare-background", "the paper, with a `theme`"),
    named("--force-compare-muted", "text of less weight"),
    named("--force-compare-border", "borders of controls"),
    named("--force-compare-line", "lines between rows"),
    named("--force-compare-surface", "faces of controls"),
    named("--force-compare-focus", "the ring of what has the keyboard"),
    named("--force-compare-radius", "how round controls are"),
];

/// The TypeScript types that the lists above name.
pub const TYPES: &str = "\
export type View = 'change' | 'ranking' | 'funnel' | 'breakdown' | 'trend';

export type Measure = 'count' | 'rate' | 'change' | 'share';

/** What is shown. */
export interface State {
  areas: string[];
  view: View;
  measure: Measure;
  periods: string[];
}

/** What is asked for; what is left out stays, and null is the default of the data. */
export interface StateWish {
  areas?: string | readonly string[] | null;
  view?: View | null;
  measure?: Measure | null;
  periods?: string | readonly string[] | null;
}

/** A mark of the picture. */
export interface Selection {
  /** The area's identifier; empty for the nation and for parts of a total. */
  area: string;
  /** What the tooltip says. */
  lines: string[];
  /** What a screen reader is told. */
  label: string;
}

/** Why the widget is not shown. */
export interface Trouble {
  reason: 'policy' | 'network' | 'data' | 'version' | 'wasm' | 'draw';
  message: string;
}
";
