//! Why a person is in an audience.
use base::{Date, FiscalYear};
use serde::{Deserialize, Serialize};

use super::{
    facts::{Facts, Names, Post},
    model::{Condition, Test},
    rule::{Rule, completion},
};

/// What brought a person into an audience: the first alternative that they meet, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// Counted from 0.
    pub alternative: usize,
    /// One a condition, in the order of the rule; [`Reason::Everybody`] alone where it has none.
    pub reasons: Vec<Reason>,
}

/// How a person meets a condition, with their own values. Holds what it names, so that it can be kept and told later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Everybody,
    Grade {
        grade: u16,
    },
    YearsHired {
        years: u16,
        hired_on: Date,
    },
    YearsInGrade {
        years: u16,
        grade: u16,
        since: Date,
    },
    Promoted {
        grade: u16,
        on: Date,
    },
    NewPost {
        name: String,
        on: Date,
    },
    Heads {
        unit: String,
    },
    NewlyHeads {
        unit: String,
        on: Date,
    },
    /// `within` is the unit that the rule names: the unit itself or one above it.
    InUnit {
        unit: String,
        within: String,
    },
    JobFamily {
        name: String,
    },
    Kind {
        kind: String,
    },
    Age {
        age: u16,
    },
    Returned {
        on: Date,
    },
    Completed {
        course: String,
        year: FiscalYear,
    },
    /// Does not pass the test, and there is no value to show for it.
    Not(Test),
}

impl Rule {
    /// Why the person is in the audience on the day of the facts; `None` exactly when they are not.
    ///
    /// `names` is the table with which rule and facts were built.
    pub fn because(&self, facts: &Facts, names: &Names) -> Option<Because> {
        let alternative = self.met(facts)?;
        let conditions = &self.audience().any[alternative].all;
        let told = Told {
            facts,
            names,
            post: self.post(alternative, facts),
        };
        let mut reasons: Vec<Reason> = conditions.iter().filter_map(|it| told.how(it)).collect();
        if conditions.is_empty() {
            reasons.push(Reason::Everybody);
        }
        Some(Because {
            alternative,
            reasons,
        })
    }
}

struct Told<'a> {
    facts: &'a Facts,
    names: &'a Names,
    /// The one that passes the tests of posts.
    post: Option<&'a Post>,
}

impl Told<'_> {
    /// `None` only for a condition that the person does not meet.
    fn how(&self, condition: &Condition) -> Option<Reason> {
        let Self { facts, names, post } = *self;
        let word = |it| names.word(it).to_owned();
        Some(match &condition.that {
            Test::Grade(_) => Reason::Grade {
                grade: facts.grade?.level,
            },
            Test::YearsHired(_) => Reason::YearsHired {
                years: facts.years_since(facts.hired_on)?,
                hired_on: facts.hired_on,
            },
            Test::YearsInGrade(_) => Reason::YearsInGrade {
                years: facts.years_since(facts.grade?.since?)?,
                grade: facts.grade?.level,
                since: facts.grade?.since?,
            },
            Test::JobFamily { .. } => Reason::JobFamily {
                name: word(facts.job_family?),
            },
            Test::Kind { .. } => Reason::Kind {
                kind: word(facts.kind),
            },
            Test::Age(_) => Reason::Age {
                age: facts.age_at_year_end()?,
            },
            it if condition.not => Reason::Not(it.clone()),
            Test::Promoted(_) => Reason::Promoted {
                grade: facts.grade?.level,
                on: facts.grade?.since?,
            },
            Test::NewPost { .. } => Reason::NewPost {
                name: word(post?.name),
                on: post?.named_since,
            },
            Test::Heads { .. } => Reason::Heads {
                unit: word(*post?.units.first()?),
            },
            Test::NewlyHeads { .. } => Reason::NewlyHeads {
                unit: word(*post?.units.first()?),
                on: post?.headed_since?,
            },
            Test::InUnit { units, .. } => {
                let all = || post.into_iter().flat_map(|it| it.units.iter());
                let mut above = all().map(|it| word(*it));
                Reason::InUnit {
                    unit: word(*all().next()?),
                    within: above.find(|it| units.contains(it))?,
                }
            }
            Test::Returned => Reason::Returned {
                on: facts.returned_on?,
            },
            Test::Completed { course, when } => {
                let is_it = |no| names.word(no) == course;
                let no = facts.completions.iter().find(|it| is_it(it.course))?.course;
                Reason::Completed {
                    course: course.clone(),
                    year: completion(facts, no, *when)?.year,
                }
            }
        })
    }
}
