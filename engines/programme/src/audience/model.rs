//! The grammar of an audience. What is kept is its JSON, so that its names are for ever: a new meaning gets a new name.
use serde::{Deserialize, Serialize};
use web::Text;

/// For whom a course is: whoever meets at least one of the alternatives.
///
/// Without any alternative it is for nobody, which [`findings`](super::findings) refuses: a rule that somebody forgot to write
/// never calls up a whole city. [`Audience::everybody`] says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    pub any: Vec<Alternative>,
}

/// Conditions that have to be met together. Without any it is met by everybody on the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    pub all: Vec<Condition>,
}

/// A test, or what is left when those who pass it are taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Meets those of whom it is known that they do not pass the test.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not: bool,
    pub that: Test,
}

/// What can be asked of a person. What is not recorded decides nothing: then neither the test nor its negation is met.
///
/// Not recorded are: a grade, its first day, a job family, and where a person has no post of the kind that is looked at. That
/// nobody returned or completed a course is known, so that there the negation is met.
///
/// Tests of posts in one alternative have to be passed by one and the same post, so that 課長 in one bureau and 係長 in another
/// are never mixed up. Negated, such a test says that none of the posts passes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Test {
    /// 級
    Grade(Range),
    /// 採用N年目: the fiscal year of hiring is the first, however late in it the day was.
    YearsHired(Range),
    /// 現在の級に就いてN年目, counted likewise, by whatever way the person came into the grade.
    YearsInGrade(Range),
    /// 昇任: came up into one of these grades in the fiscal year. Neither hiring nor a step down is a promotion.
    Promoted(Range),
    /// 新任課長: holds a post of one of these names, and has held one of that name since a day of the fiscal year.
    NewPost { names: Vec<String>, posts: Posts },
    /// 所属長
    Heads { posts: Posts },
    /// 新任所属長: heads a unit, and has headed one since a day of the fiscal year.
    NewlyHeads { posts: Posts },
    /// In one of these units or below it.
    InUnit { units: Vec<String>, posts: Posts },
    /// 職種
    JobFamily { names: Vec<String> },
    /// How the person is employed, in the words of the register.
    Kind { kinds: Vec<String> },
    /// 年度末年齢: the age attained by 31 March of the fiscal year, both ends included.
    ///
    /// Attained as the law counts it, a day before the birthday, so that one year's people are those of 2 April to 1 April, as
    /// at school and at retirement.
    Age(Range),
    /// 復帰: came back to work in the fiscal year.
    Returned,
    /// 修了. Who "has not completed" the course is met by the negation.
    Completed { course: String, when: When },
}

/// From–to, both included; an end that is missing is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u16>,
}

/// Which of a person's posts are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Posts {
    /// 主務
    Main,
    /// 主務・兼務・併任, each by itself.
    All,
}

/// Which completions count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// However long ago.
    Ever,
    /// Still valid in the fiscal year.
    Valid,
}

/// A thing that a rule names and the city keeps elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Noun<'a> {
    Unit(&'a str),
    Post(&'a str),
    JobFamily(&'a str),
    Kind(&'a str),
    Course(&'a str),
}

impl<'a> Noun<'a> {
    /// As the rule writes it.
    pub fn word(self) -> &'a str {
        match self {
            Self::Unit(it)
            | Self::Post(it)
            | Self::JobFamily(it)
            | Self::Kind(it)
            | Self::Course(it) => it,
        }
    }
}

impl Range {
    pub fn new(from: u16, to: u16) -> Self {
        Self {
            from: Some(from),
            to: Some(to),
        }
    }

    pub fn contains(self, it: u16) -> bool {
        self.first() <= it && it <= self.last()
    }

    /// Nothing lies in it: it begins after its end.
    pub fn is_empty(self) -> bool {
        self.first() > self.last()
    }

    pub(super) fn is_within(self, other: Self) -> bool {
        other.first() <= self.first() && self.last() <= other.last()
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.first().max(other.first()) <= self.last().min(other.last())
    }

    fn first(self) -> u16 {
        self.from.unwrap_or(0)
    }

    fn last(self) -> u16 {
        self.to.unwrap_or(u16::MAX)
    }
}

impl Audience {
    pub fn everybody() -> Self {
        Self {
            any: vec![Alternative { all: Vec::new() }],
        }
    }

    /// Reads the JSON that `serde_json` writes of it.
    pub fn read(json: &str) -> Result<Self, Unreadable> {
        serde_json::from_str(json).map_err(|error| Unreadable::of(&error))
    }
}

impl Test {
    /// What it names, in the order in which it stands.
    pub fn nouns(&self) -> Vec<Noun<'_>> {
        match self {
            Self::NewPost { names, .. } => names.iter().map(|it| Noun::Post(it)).collect(),
            Self::InUnit { units, .. } => units.iter().map(|it| Noun::Unit(it)).collect(),
            Self::JobFamily { names } => names.iter().map(|it| Noun::JobFamily(it)).collect(),
            Self::Kind { kinds } => kinds.iter().map(|it| Noun::Kind(it)).collect(),
            Self::Completed { course, .. } => vec![Noun::Course(course)],
            Self::Grade(_)
            | Self::YearsHired(_)
            | Self::YearsInGrade(_)
            | Self::Promoted(_)
            | Self::Heads { .. }
            | Self::NewlyHeads { .. }
            | Self::Age(_)
            | Self::Returned => Vec::new(),
        }
    }

    /// The range it asks for, if it asks for one.
    pub fn range(&self) -> Option<Range> {
        match self {
            Self::Grade(it)
            | Self::YearsHired(it)
            | Self::YearsInGrade(it)
            | Self::Promoted(it)
            | Self::Age(it) => Some(*it),
            _ => None,
        }
    }

    /// It needs a list and has an empty one.
    pub(super) fn names_nothing(&self) -> bool {
        let is_list = matches!(
            self,
            Self::NewPost { .. } | Self::InUnit { .. } | Self::JobFamily { .. } | Self::Kind { .. }
        );
        is_list && self.nouns().is_empty()
    }
}

/// Why a text is no audience.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("not JSON at line {line}, column {column}")]
    NotJson { line: usize, column: usize },
    /// A condition or a field that the grammar does not have: of a later version, or misspelt.
    #[error("unknown name {0:?}")]
    UnknownName(String),
    #[error("does not fit at line {line}, column {column}: {reason}")]
    DoesNotFit {
        line: usize,
        column: usize,
        reason: String,
    },
}

impl Unreadable {
    fn of(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        if !error.is_data() {
            return Self::NotJson { line, column };
        }
        // The library gives the name within its sentence only: unknown variant `shoe_size`, expected one of …
        let reason = error.to_string();
        let mut pieces = reason.split('`');
        match (pieces.next(), pieces.next()) {
            (Some("unknown variant " | "unknown field "), Some(name)) => {
                Self::UnknownName(name.to_owned())
            }
            _ => Self::DoesNotFit {
                line,
                column,
                reason,
            },
        }
    }
}

impl web::Refusal for Unreadable {
    fn text(&self) -> Text {
        let place = |key: &'static str, line: usize, column: usize| {
            Text::new(key).with("line", line).with("column", column)
        };
        match self {
            Self::NotJson { line, column } => place("programme-audience-not-json", *line, *column),
            Self::UnknownName(name) => {
                Text::new("programme-audience-unknown-name").with("name", name.as_str())
            }
            Self::DoesNotFit { line, column, .. } => {
                place("programme-audience-does-not-fit", *line, *column)
            }
        }
    }
}
