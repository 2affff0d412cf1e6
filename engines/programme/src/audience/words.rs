//! Audiences, reasons and findings in the words of a page's language.
use std::borrow::Cow;

use web::{Arg, Page};

use super::{
    because::{Because, Reason},
    check::{Finding, Place},
    model::{Alternative, Audience, Condition, Noun, Posts, Range, Test, When},
};

/// Tells audiences on a page.
pub struct Teller<'a> {
    pub page: &'a Page,
    /// How the city calls a thing: the name of a unit or a course, a kind in the page's language. Posts and families mostly
    /// are their own names.
    pub name: &'a dyn Fn(Noun<'_>) -> String,
}

impl Teller<'_> {
    /// The whole rule: 3～5級、かつ採用3年目.
    pub fn audience(&self, audience: &Audience) -> String {
        let is_one = audience.any.len() == 1;
        let alternatives = audience.any.iter().map(|it| {
            let words = self.alternative(it);
            if is_one || it.all.len() < 2 {
                return words;
            }
            self.say("programme-audience-group", [("that", words.into())])
        });
        self.joined("programme-audience-or", alternatives)
            .unwrap_or_else(|| self.say("programme-audience-nobody", []))
    }

    pub fn alternative(&self, alternative: &Alternative) -> String {
        let conditions = alternative.all.iter().map(|it| self.condition(it));
        self.joined("programme-audience-and", conditions)
            .unwrap_or_else(|| self.say("programme-audience-everybody", []))
    }

    pub fn condition(&self, condition: &Condition) -> String {
        let words = self.test(&condition.that);
        if !condition.not {
            return words;
        }
        let key = match condition.that {
            Test::Promoted(_)
            | Test::NewPost { .. }
            | Test::NewlyHeads { .. }
            | Test::InUnit { .. }
            | Test::Returned
            | Test::Completed { .. } => "programme-audience-did-not",
            _ => "programme-audience-is-not",
        };
        self.say(key, [("that", words.into())])
    }

    /// Why a person is in an audience: 採用3年目（令和6年（2024年）4月1日採用）、3級.
    pub fn because(&self, because: &Because) -> String {
        let reasons = because.reasons.iter().map(|it| self.reason(it));
        self.joined("programme-audience-because", reasons)
            .unwrap_or_default()
    }

    pub fn reason(&self, reason: &Reason) -> String {
        let day = |it: &base::Date| Arg::from(self.page.day(*it));
        let number = |it: &u16| Arg::Number((*it).into());
        let unit = |it: &str| Arg::from((self.name)(Noun::Unit(it)));
        match reason {
            Reason::Everybody => self.say("programme-audience-everybody", []),
            Reason::Grade { grade } => self.say(
                "programme-audience-because-grade",
                [("grade", number(grade))],
            ),
            Reason::YearsHired { years, hired_on } => self.say(
                "programme-audience-because-years-hired",
                [("years", number(years)), ("day", day(hired_on))],
            ),
            Reason::YearsInGrade {
                years,
                grade,
                since,
            } => self.say(
                "programme-audience-because-years-in-grade",
                [
                    ("years", number(years)),
                    ("grade", number(grade)),
                    ("day", day(since)),
                ],
            ),
            Reason::Promoted { grade, on } => self.say(
                "programme-audience-because-promoted",
                [("grade", number(grade)), ("day", day(on))],
            ),
            Reason::NewPost { name, on } => self.say(
                "programme-audience-because-new-post",
                [
                    ("name", (self.name)(Noun::Post(name)).into()),
                    ("day", day(on)),
                ],
            ),
            Reason::Heads { unit: it } => {
                self.say("programme-audience-because-heads", [("unit", unit(it))])
            }
            Reason::NewlyHeads { unit: it, on } => self.say(
                "programme-audience-because-newly-heads",
                [("unit", unit(it)), ("day", day(on))],
            ),
            Reason::InUnit { unit: it, within } if it == within => {
                self.say("programme-audience-because-in-unit", [("unit", unit(it))])
            }
            Reason::InUnit { unit: it, within } => self.say(
                "programme-audience-because-below-unit",
                [("unit", unit(it)), ("within", unit(within))],
            ),
            Reason::JobFamily { name } => self.say(
                "programme-audience-job-family",
                [("names", (self.name)(Noun::JobFamily(name)).into())],
            ),
            Reason::Kind { kind } => self.say(
                "programme-audience-kind",
                [("kinds", (self.name)(Noun::Kind(kind)).into())],
            ),
            Reason::Age { age } => self.ranged("programme-audience-age", Range::new(*age, *age)),
            Reason::Returned { on } => {
                self.say("programme-audience-because-returned", [("day", day(on))])
            }
            Reason::Completed { course, year } => self.say(
                "programme-audience-because-completed",
                [
                    ("course", (self.name)(Noun::Course(course)).into()),
                    ("year", self.page.fiscal_year(*year).into()),
                ],
            ),
            Reason::Not(test) => self.condition(&Condition {
                not: true,
                that: test.clone(),
            }),
        }
    }

    /// What was found in `audience`, with what to do about it.
    pub fn finding(&self, finding: &Finding<'_>, audience: &Audience) -> String {
        let ordinal = |it: usize| Arg::from(it + 1);
        let told = |it: Place| {
            let condition = &audience.any[it.alternative].all[it.condition];
            Arg::from(self.condition(condition))
        };
        match *finding {
            Finding::NoAlternative => self.say("programme-audience-found-no-alternative", []),
            Finding::EmptyRange(at) => {
                let test = &audience.any[at.alternative].all[at.condition].that;
                let range = test.range().map(range_args);
                self.say(
                    "programme-audience-found-empty-range",
                    range.into_iter().flatten().chain([("that", told(at))]),
                )
            }
            Finding::NamesNothing(at) => self.say(
                "programme-audience-found-names-nothing",
                [("alternative", ordinal(at.alternative))],
            ),
            Finding::Unknown(_, noun) => {
                let key = match noun {
                    Noun::Unit(_) => "programme-audience-found-unknown-unit",
                    Noun::Post(_) => "programme-audience-found-unknown-post",
                    Noun::JobFamily(_) => "programme-audience-found-unknown-job-family",
                    Noun::Kind(_) => "programme-audience-found-unknown-kind",
                    Noun::Course(_) => "programme-audience-found-unknown-course",
                };
                self.say(key, [("word", noun.word().into())])
            }
            Finding::Contradiction(first, second) => self.say(
                "programme-audience-found-contradiction",
                [("first", told(first)), ("second", told(second))],
            ),
            Finding::Contained {
                alternative,
                within,
            } => self.say(
                "programme-audience-found-contained",
                [
                    ("alternative", ordinal(alternative)),
                    ("within", ordinal(within)),
                ],
            ),
            Finding::Everybody { alternative } => self.say(
                "programme-audience-found-everybody",
                [("alternative", ordinal(alternative))],
            ),
            Finding::ReachesNobody(reach) => self.say(
                "programme-audience-found-reaches-nobody",
                [("of", reach.of.into())],
            ),
            Finding::ReachesEverybody(reach) => self.say(
                "programme-audience-found-reaches-everybody",
                [("of", reach.of.into())],
            ),
        }
    }

    fn test(&self, test: &Test) -> String {
        let names = || Arg::from(self.names(test));
        let posts = |it: &Posts| {
            Arg::from(self.say(
                match it {
                    Posts::Main => "programme-audience-posts-main",
                    Posts::All => "programme-audience-posts-all",
                },
                [],
            ))
        };
        match test {
            Test::Grade(it) => self.ranged("programme-audience-grade", *it),
            Test::YearsHired(it) => self.ranged("programme-audience-years-hired", *it),
            Test::YearsInGrade(it) => self.ranged("programme-audience-years-in-grade", *it),
            Test::Promoted(it) => self.ranged("programme-audience-promoted", *it),
            Test::NewPost { posts: it, .. } => self.say(
                "programme-audience-new-post",
                [("names", names()), ("posts", posts(it))],
            ),
            Test::Heads { posts: it } => {
                self.say("programme-audience-heads", [("posts", posts(it))])
            }
            Test::NewlyHeads { posts: it } => {
                self.say("programme-audience-newly-heads", [("posts", posts(it))])
            }
            Test::InUnit { posts: it, .. } => self.say(
                "programme-audience-in-unit",
                [("units", names()), ("posts", posts(it))],
            ),
            Test::JobFamily { .. } => {
                self.say("programme-audience-job-family", [("names", names())])
            }
            Test::Kind { .. } => self.say("programme-audience-kind", [("kinds", names())]),
            Test::Age(it) => self.ranged("programme-audience-age", *it),
            Test::Returned => self.say("programme-audience-returned", []),
            Test::Completed { when, .. } => self.say(
                match when {
                    When::Ever => "programme-audience-completed",
                    When::Valid => "programme-audience-completed-valid",
                },
                [("course", names())],
            ),
        }
    }

    /// The city's names of what a test names, in one row.
    fn names(&self, test: &Test) -> String {
        let names = test.nouns().into_iter().map(self.name);
        self.joined("programme-audience-one-of", names)
            .unwrap_or_default()
    }

    fn ranged(&self, key: &str, range: Range) -> String {
        self.say(key, range_args(range))
    }

    /// `key` puts `first` and `then` together. `None` when there is nothing.
    fn joined(&self, key: &str, words: impl Iterator<Item = String>) -> Option<String> {
        words.reduce(|first, then| self.say(key, [("first", first.into()), ("then", then.into())]))
    }

    fn say(&self, key: &str, args: impl IntoIterator<Item = (&'static str, Arg)>) -> String {
        let args: Vec<_> = args.into_iter().collect();
        Cow::into_owned(self.page.say(key, &args))
    }
}

/// `shape` is which ends there are, for the text to choose by.
fn range_args(Range { from, to }: Range) -> [(&'static str, Arg); 3] {
    let shape = match (from, to) {
        (Some(from), Some(to)) if from == to => "one",
        (Some(_), Some(_)) => "both",
        (Some(_), None) => "from",
        (None, Some(_)) => "to",
        (None, None) => "any",
    };
    let end = |it: Option<u16>| Arg::Number(it.unwrap_or_default().into());
    [
        ("shape", shape.into()),
        ("from", end(from)),
        ("to", end(to)),
    ]
}
