//! For whom a course is, as the form asks it, and the person as the rule sees them.
use std::sync::Arc;

use base::Date;
use programme::audience::{
    Alternative, Audience, Condition, Facts, Grade, Names, Post, Posts, Range, Rule, Test,
};

/// The conditions of one alternative that the form of a course has fields for. Empty ones ask nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) grade: (Option<u16>, Option<u16>),
    /// 採用N年目
    pub(crate) years_hired: (Option<u16>, Option<u16>),
    /// 新任の職名
    pub(crate) new_posts: Vec<String>,
    pub(crate) is_new_head: bool,
    pub(crate) units: Vec<String>,
    pub(crate) job_families: Vec<String>,
}

impl Target {
    pub(crate) fn audience(&self) -> Audience {
        let range = |(from, to): (Option<u16>, Option<u16>)| {
            (from.is_some() || to.is_some()).then_some(Range { from, to })
        };
        let listed = |it: &Vec<String>| (!it.is_empty()).then(|| it.clone());
        let tests = [
            range(self.grade).map(Test::Grade),
            range(self.years_hired).map(Test::YearsHired),
            listed(&self.new_posts).map(|names| Test::NewPost {
                names,
                posts: Posts::Main,
            }),
            self.is_new_head
                .then_some(Test::NewlyHeads { posts: Posts::Main }),
            listed(&self.units).map(|units| Test::InUnit {
                units,
                posts: Posts::All,
            }),
            listed(&self.job_families).map(|names| Test::JobFamily { names }),
        ];
        let all = tests
            .into_iter()
            .flatten()
            .map(|that| Condition { not: false, that })
            .collect();
        Audience {
            any: vec![Alternative { all }],
        }
    }

    /// `None` when the audience says more than the form has fields for: then the form leaves it as it is.
    pub(crate) fn of(audience: &Audience) -> Option<Self> {
        let [alternative] = audience.any.as_slice() else {
            return None;
        };
        let mut target = Self::default();
        for condition in &alternative.all {
            match &condition.that {
                Test::Grade(it) => target.grade = (it.from, it.to),
                Test::YearsHired(it) => target.years_hired = (it.from, it.to),
                Test::NewPost { names, .. } => target.new_posts.clone_from(names),
                Test::NewlyHeads { .. } => target.is_new_head = true,
                Test::InUnit { units, .. } => target.units.clone_from(units),
                Test::JobFamily { names } => target.job_families.clone_from(names),
                _ => return None,
            }
        }
        (target.audience() == *audience).then_some(target)
    }
}

/// What the register knows of a person, as rules look at it. `above` gives a unit and all those above it.
pub(crate) fn facts(
    it: &people::Facts,
    on: Date,
    names: &mut Names,
    mut above: impl FnMut(&base::UnitCode) -> Vec<String>,
) -> Facts {
    let grade = it
        .grade
        .and_then(|it| Grade::new(it.grade, it.since, it.is_promotion));
    let job_family = (!it.job_family.is_empty()).then(|| names.no(&it.job_family));
    let posts = it
        .posts
        .iter()
        .map(|post| {
            let units: Arc<[_]> = above(&post.unit).iter().map(|it| names.no(it)).collect();
            Post {
                name: names.no(&post.post),
                named_since: post.since,
                units,
                is_main: post.is_main,
                headed_since: post.headed_since,
            }
        })
        .collect();
    Facts {
        staff: it.staff.clone(),
        on,
        hired_on: it.hired_on,
        ends_on: it.ends_on,
        born_on: it.born_on,
        grade,
        kind: names.no(it.kind.word()),
        job_family,
        posts,
        returned_on: None,
        completions: Vec::new(),
    }
}

/// Whether a person is in an audience.
pub(crate) fn includes(audience: &Audience, names: &mut Names, facts: &Facts) -> bool {
    Rule::new(audience, names).includes(facts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_form_asks_comes_back_to_the_form() {
        let target = Target {
            grade: (Some(3), None),
            years_hired: (Some(2), Some(4)),
            new_posts: vec!["係長".into()],
            is_new_head: true,
            units: vec!["10".into()],
            job_families: vec!["保健師".into()],
        };
        assert_eq!(Target::of(&target.audience()), Some(target));
        assert_eq!(
            Target::of(&Audience::everybody()),
            Some(Target::default()),
            "everybody"
        );
    }

    #[test]
    fn a_rule_that_says_more_than_the_form_is_left_as_it_is() {
        let two = Audience {
            any: vec![
                Alternative { all: Vec::new() },
                Alternative { all: Vec::new() },
            ],
        };
        let aged = Audience {
            any: vec![Alternative {
                all: vec![Condition {
                    not: false,
                    that: Test::Age(Range::new(20, 30)),
                }],
            }],
        };
        assert_eq!(Target::of(&two), None);
        assert_eq!(Target::of(&aged), None);
    }
}
