//! Sentences about rules, at the edges that they name.
mod checks;
mod duties;
mod edges;
mod posts;
mod random;
mod told;

use base::{Date, FAR_FUTURE, StaffId, date};

use super::*;
use crate::rules::valid_before;

/// A person with their words: hired on 1 April 2024, in a section of the bureau 01, asked on the first day of 2026.
#[derive(Debug)]
struct Person {
    names: Names,
    facts: Facts,
}

fn hanako() -> Person {
    let mut names = Names::default();
    let facts = Facts {
        staff: StaffId("hanako".into()),
        on: date(2026, 4, 1),
        hired_on: date(2024, 4, 1),
        ends_on: FAR_FUTURE,
        born_on: date(1998, 6, 15),
        grade: Grade::new(3, Some(date(2025, 4, 1)), true),
        kind: names.no("regular"),
        job_family: Some(names.no("事務")),
        posts: vec![post(&mut names, "係員", &["010101", "0101", "01"])],
        returned_on: None,
        completions: Vec::new(),
    };
    Person { names, facts }
}

/// A main post since 1 April 2024, not heading the unit.
fn post(names: &mut Names, name: &str, units: &[&str]) -> Post {
    Post {
        name: names.no(name),
        named_since: date(2024, 4, 1),
        units: units.iter().map(|it| names.no(it)).collect(),
        is_main: true,
        headed_since: None,
    }
}

impl Person {
    fn on(mut self, day: Date) -> Self {
        self.facts.on = day;
        self
    }

    fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(&mut self.facts);
        self
    }

    /// Holds one more post, beside the main one.
    fn beside(mut self, name: &str, units: &[&str]) -> Self {
        let post = post(&mut self.names, name, units);
        self.facts.posts.push(Post {
            is_main: false,
            ..post
        });
        self
    }

    fn completed(mut self, course: &str, year: i16, valid_years: Option<i64>) -> Self {
        let year = base::FiscalYear(year);
        self.facts.completions.push(Completion {
            course: self.names.no(course),
            year,
            valid_before: valid_years.map(|it| valid_before(year, it)),
        });
        self
    }

    fn meets(&mut self, audience: &Audience) -> bool {
        Rule::new(audience, &mut self.names).includes(&self.facts)
    }

    fn passes(&mut self, test: Test) -> bool {
        self.meets(&all([is(test)]))
    }

    fn is_taken_out_by(&mut self, test: Test) -> bool {
        !self.meets(&all([not(test)]))
    }

    fn because(&mut self, audience: &Audience) -> Option<Because> {
        Rule::new(audience, &mut self.names).because(&self.facts, &self.names)
    }
}

fn is(that: Test) -> Condition {
    Condition { not: false, that }
}

fn not(that: Test) -> Condition {
    Condition { not: true, that }
}

fn all(conditions: impl Into<Vec<Condition>>) -> Audience {
    any([conditions.into()])
}

fn any(alternatives: impl IntoIterator<Item = Vec<Condition>>) -> Audience {
    let any = alternatives.into_iter().map(|all| Alternative { all });
    Audience { any: any.collect() }
}

fn from(from: u16) -> Range {
    Range {
        from: Some(from),
        to: None,
    }
}

fn words<const COUNT: usize>(words: [&str; COUNT]) -> Vec<String> {
    words.map(str::to_owned).into()
}

fn new_head() -> Test {
    Test::NewPost {
        names: words(["課長"]),
        posts: Posts::Main,
    }
}

fn in_unit(unit: &str, posts: Posts) -> Test {
    Test::InUnit {
        units: words([unit]),
        posts,
    }
}

fn completed(course: &str, when: When) -> Test {
    Test::Completed {
        course: course.into(),
        when,
    }
}
