//! What is wrong with an audience, told before it is saved. Whatever is found is certain; not everything wrong is found.
use super::model::{Alternative, Audience, Condition, Noun, Posts, Test, When};

/// Where a condition stands in an audience, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub alternative: usize,
    pub condition: usize,
}

/// Something about an audience that its author should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding<'a> {
    NoAlternative,
    /// A range that begins after its end.
    EmptyRange(Place),
    /// A list that has to name something.
    NamesNothing(Place),
    /// The city has no such unit, course, kind, post or job family.
    Unknown(Place, Noun<'a>),
    /// The two conditions of one alternative cannot be met together.
    Contradiction(Place, Place),
    /// Whoever meets the first alternative meets the second, so that it adds nobody.
    Contained {
        alternative: usize,
        within: usize,
    },
    /// The alternative has no condition.
    Everybody {
        alternative: usize,
    },
    ReachesNobody(Reach),
    ReachesEverybody(Reach),
}

impl Finding<'_> {
    /// The rule must not be saved so. What is no refusal is a warning: it may be meant.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::NoAlternative
            | Self::EmptyRange(_)
            | Self::NamesNothing(_)
            | Self::Unknown(..)
            | Self::Contradiction(..) => true,
            Self::Contained { .. }
            | Self::Everybody { .. }
            | Self::ReachesNobody(_)
            | Self::ReachesEverybody(_) => false,
        }
    }
}

/// How many an audience was found to have, of all who were asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    pub people: usize,
    pub of: usize,
}

impl Reach {
    /// `None` also where nobody was asked: an empty register says nothing of a rule.
    pub fn finding(self) -> Option<Finding<'static>> {
        match self {
            Self { of: 0, .. } => None,
            Self { people: 0, .. } => Some(Finding::ReachesNobody(self)),
            Self { people, of } if people == of => Some(Finding::ReachesEverybody(self)),
            _ => None,
        }
    }
}

/// Everything found in an audience, in the order in which it stands there. `is_known` says whether the city has such a thing.
pub fn findings<'a>(
    audience: &'a Audience,
    is_known: impl Fn(Noun<'_>) -> bool,
) -> Vec<Finding<'a>> {
    let mut found = Vec::new();
    if audience.any.is_empty() {
        found.push(Finding::NoAlternative);
    }
    for (index, alternative) in audience.any.iter().enumerate() {
        if alternative.all.is_empty() {
            found.push(Finding::Everybody { alternative: index });
        }
        in_alternative(index, alternative, &is_known, &mut found);
        if let Some(within) = container(index, &audience.any) {
            found.push(Finding::Contained {
                alternative: index,
                within,
            });
        }
    }
    found
}

fn in_alternative<'a>(
    index: usize,
    alternative: &'a Alternative,
    is_known: impl Fn(Noun<'_>) -> bool,
    found: &mut Vec<Finding<'a>>,
) {
    let place = |condition| Place {
        alternative: index,
        condition,
    };
    for (second, condition) in alternative.all.iter().enumerate() {
        if is_empty_range(condition) {
            found.push(Finding::EmptyRange(place(second)));
        }
        if condition.that.names_nothing() {
            found.push(Finding::NamesNothing(place(second)));
        }
        let nouns = condition.that.nouns().into_iter();
        let unknown = nouns.filter(|it| !is_known(*it));
        found.extend(unknown.map(|it| Finding::Unknown(place(second), it)));
        for (first, other) in alternative.all[..second].iter().enumerate() {
            if contradicts(other, condition) {
                found.push(Finding::Contradiction(place(first), place(second)));
            }
        }
    }
}

fn is_empty_range(condition: &Condition) -> bool {
    condition.that.range().is_some_and(|it| it.is_empty())
}

/// The first other alternative that takes in this one. Of two that take in each other the later one is too many.
fn container(index: usize, all: &[Alternative]) -> Option<usize> {
    let is_within = |inner: &Alternative, outer: &Alternative| {
        let mut conditions = outer.all.iter();
        conditions.all(|it| inner.all.iter().any(|other| entails(other, it)))
    };
    (0..all.len()).find(|it| {
        let other = &all[*it];
        *it != index
            && is_within(&all[index], other)
            && (*it < index || !is_within(other, &all[index]))
    })
}

/// Nobody meets both. What is an empty range, or names nothing, is told by itself.
fn contradicts(one: &Condition, other: &Condition) -> bool {
    let is_told = |it: &Condition| is_empty_range(it) || it.that.names_nothing();
    if is_told(one) || is_told(other) {
        return false;
    }
    match (one.not, other.not) {
        (false, false) => {
            let (one, other) = (&one.that, &other.that);
            excludes(one, other) || excludes(other, one) || are_of_two_posts(one, other)
        }
        (false, true) => implies(&one.that, &other.that),
        (true, false) => implies(&other.that, &one.that),
        (true, true) => false,
    }
}

/// Whoever meets the one condition meets the other.
fn entails(one: &Condition, other: &Condition) -> bool {
    match (one.not, other.not) {
        (false, false) => implies(&one.that, &other.that),
        (false, true) => excludes(&one.that, &other.that),
        (true, true) => implies(&other.that, &one.that) && need_the_same(&one.that, &other.that),
        (true, false) => false,
    }
}

/// Whoever passes the one test passes the other, with the same post where it is about posts.
fn implies(one: &Test, other: &Test) -> bool {
    use Test::*;
    match (one, other) {
        (Grade(one), Grade(other))
        | (YearsHired(one), YearsHired(other))
        | (YearsInGrade(one), YearsInGrade(other))
        | (Age(one), Age(other))
        | (Promoted(one), Promoted(other) | Grade(other)) => one.is_within(*other),
        // Who was promoted this year is in the first year of the grade.
        (Promoted(_), YearsInGrade(years)) => years.contains(1),
        (
            NewPost { names, posts },
            NewPost {
                names: more,
                posts: looked_at,
            },
        ) => are_among(names, more) && posts.are_among(*looked_at),
        (
            InUnit { units, posts },
            InUnit {
                units: more,
                posts: looked_at,
            },
        ) => are_among(units, more) && posts.are_among(*looked_at),
        (Heads { posts } | NewlyHeads { posts }, Heads { posts: looked_at })
        | (NewlyHeads { posts }, NewlyHeads { posts: looked_at }) => posts.are_among(*looked_at),
        (JobFamily { names }, JobFamily { names: more }) => are_among(names, more),
        (Kind { kinds }, Kind { kinds: more }) => are_among(kinds, more),
        (Returned, Returned) => true,
        (
            Completed { course, when },
            Completed {
                course: other,
                when: counted,
            },
        ) => course == other && (when == counted || *counted == When::Ever),
        _ => false,
    }
}

/// Of whoever passes the one test it is known that they do not pass the other.
fn excludes(one: &Test, other: &Test) -> bool {
    use Test::*;
    match (one, other) {
        (Grade(one), Grade(other))
        | (YearsHired(one), YearsHired(other))
        | (YearsInGrade(one), YearsInGrade(other))
        | (Age(one), Age(other))
        | (Promoted(one), Promoted(other) | Grade(other)) => !one.meets(*other),
        (Promoted(_), YearsInGrade(years)) => !years.contains(1),
        (JobFamily { names: one }, JobFamily { names: other })
        | (Kind { kinds: one }, Kind { kinds: other }) => are_apart(one, other),
        _ => false,
    }
}

/// No one post has both names.
fn are_of_two_posts(one: &Test, other: &Test) -> bool {
    match (one, other) {
        (Test::NewPost { names: one, .. }, Test::NewPost { names: other, .. }) => {
            are_apart(one, other)
        }
        _ => false,
    }
}

/// What one test needs to be recorded is what the other needs, so that the negations are known together.
fn need_the_same(one: &Test, other: &Test) -> bool {
    use Test::*;
    match (one, other) {
        (NewPost { posts, .. }, NewPost { posts: other, .. })
        | (InUnit { posts, .. }, InUnit { posts: other, .. })
        | (
            Heads { posts } | NewlyHeads { posts },
            Heads { posts: other } | NewlyHeads { posts: other },
        ) => posts == other,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

impl Posts {
    fn are_among(self, others: Self) -> bool {
        self == others || others == Self::All
    }
}

fn are_among(words: &[String], others: &[String]) -> bool {
    words.iter().all(|it| others.contains(it))
}

fn are_apart(words: &[String], others: &[String]) -> bool {
    !words.iter().any(|it| others.contains(it))
}
