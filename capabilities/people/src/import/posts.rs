//! The rules of posts in time. Pure: plain posts in, their settled ends and what is wrong out.
use base::{Date, FAR_FUTURE};

use super::{
    columns::Column,
    finding::{Fault, Finding, Findings},
    known::Units,
    layout::Layout,
};
use crate::model::{Assignment, AssignmentKind};

/// A post of a person, small enough to hold a million of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Post {
    /// The place of the person among all people.
    pub(super) person: u32,
    /// The place of the unit among all units.
    pub(super) unit: u32,
    /// The place of the post's name among all names of posts.
    pub(super) title: u32,
    /// The row of the file; 0 for what is known already.
    pub(super) row: u32,
    pub(super) starts_on: Date,
    pub(super) ends_on: Date,
    pub(super) grade: i16,
    pub(super) kind: AssignmentKind,
    pub(super) is_head: bool,
    /// The end was written; otherwise it comes with the next main post, the end of the unit or of the employment.
    pub(super) is_end_written: bool,
    pub(super) fate: Fate,
}

/// What becomes of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Known, and stays as it is.
    Kept,
    New,
    Changed,
    /// Known, but over before it begins.
    Gone,
    /// Another entry speaks for it.
    Replaced,
}

/// When somebody is on the staff, and the row of the file that says so; 0 without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Service {
    pub(super) hired_on: Date,
    pub(super) ends_on: Date,
    pub(super) row: u32,
}

impl Post {
    /// A post as it stands.
    pub(super) fn known(person: u32, unit: u32, title: u32, it: &Assignment) -> Self {
        Self {
            person,
            unit,
            title,
            row: 0,
            starts_on: it.starts_on,
            ends_on: it.ends_on,
            grade: i16::try_from(it.grade).unwrap_or(i16::MAX),
            kind: it.kind,
            is_head: it.is_head,
            is_end_written: it.ends_on != FAR_FUTURE,
            fate: Fate::Kept,
        }
    }

    fn key(&self) -> (u32, Date, u32, AssignmentKind) {
        (self.person, self.starts_on, self.unit, self.kind)
    }

    fn is_known(&self) -> bool {
        self.row == 0
    }
}

/// Puts what the file says over what is known, ends what is open, and finds what cannot be.
pub(super) fn settle(
    posts: &mut [Post],
    service: impl Fn(u32) -> Service,
    units: &Units,
    layout: &Layout,
    findings: &mut Findings,
) {
    posts.sort_unstable_by_key(|it| (it.key(), it.row));
    for of_one in posts.chunk_by_mut(|one, other| one.person == other.person) {
        let service = service(of_one[0].person);
        settle_person(of_one, service, units, layout, findings);
    }
}

fn settle_person(
    posts: &mut [Post],
    service: Service,
    units: &Units,
    layout: &Layout,
    findings: &mut Findings,
) {
    let before: Option<Vec<Post>> = posts.iter().any(Post::is_known).then(|| posts.to_vec());
    for place in 1..posts.len() {
        if posts[place - 1].key() != posts[place].key() {
            continue;
        }
        let first = posts[place - 1].row;
        if first != 0 {
            let fault = Fault::DuplicateRow {
                first_row: first.into(),
            };
            findings.add(Finding::new(
                posts[place].row,
                layout.name(Column::UnitCode),
                units.code(posts[place].unit),
                fault,
            ));
        }
        posts[place - 1].fate = Fate::Replaced;
    }
    end_open_posts(posts, service, units);
    for post in posts.iter_mut().filter(|it| it.fate != Fate::Replaced) {
        match post.row {
            0 if post.ends_on <= post.starts_on => post.fate = Fate::Gone,
            0 if post.starts_on < service.hired_on => {
                let fault = Fault::OutsideEmployment {
                    from: service.hired_on,
                    until: service.ends_on,
                };
                let value = format!("{} {}", units.code(post.unit), post.starts_on);
                findings.add(Finding::new(
                    service.row,
                    layout.name(Column::HiredOn),
                    &value,
                    fault,
                ));
            }
            0 => {}
            _ => check(post, service, units, layout, findings),
        }
    }
    find_overlaps(posts, units, layout, findings);
    for (place, post) in posts.iter_mut().enumerate() {
        if matches!(post.fate, Fate::Replaced | Fate::Gone) {
            continue;
        }
        let known = before.as_deref().and_then(|all| {
            let twin = all
                .iter()
                .find(|it| it.is_known() && it.key() == post.key());
            if post.is_known() {
                all.get(place)
            } else {
                twin
            }
        });
        let content = |it: &Post| (it.ends_on, it.title, it.grade, it.is_head);
        post.fate = match known {
            None => Fate::New,
            Some(known) if content(known) == content(post) => Fate::Kept,
            Some(_) => Fate::Changed,
        };
    }
}

/// An open post ends with the next main post if it is one itself, with its unit, and with the employment. What is known ends
/// with unit and employment even where a later end was written, for those have changed since.
fn end_open_posts(posts: &mut [Post], service: Service, units: &Units) {
    let mut next_main = FAR_FUTURE;
    for place in (0..posts.len()).rev() {
        let later_main = next_main;
        let post = &mut posts[place];
        if post.fate == Fate::Replaced {
            continue;
        }
        if post.kind == AssignmentKind::Main {
            next_main = post.starts_on;
        }
        let is_open = !post.is_end_written;
        if is_open && post.kind == AssignmentKind::Main && post.starts_on < later_main {
            post.ends_on = post.ends_on.min(later_main);
        }
        if is_open || post.is_known() {
            let unit_ends_on = units
                .end_after(post.unit, post.starts_on)
                .unwrap_or(FAR_FUTURE);
            post.ends_on = post.ends_on.min(service.ends_on).min(unit_ends_on);
        }
    }
}

fn check(post: &Post, service: Service, units: &Units, layout: &Layout, findings: &mut Findings) {
    let mut add = |column, value: &str, fault| {
        findings.add(Finding::new(post.row, layout.name(column), value, fault))
    };
    let starts_on = || post.starts_on.to_string();
    let last_on = || post.ends_on.yesterday().unwrap_or(post.ends_on).to_string();
    if post.is_end_written && post.ends_on <= post.starts_on {
        return add(Column::PostLastOn, &last_on(), Fault::EndsBeforeStart);
    }
    let outside = Fault::OutsideEmployment {
        from: service.hired_on,
        until: service.ends_on,
    };
    if post.starts_on < service.hired_on || service.ends_on <= post.starts_on {
        return add(Column::PostStartsOn, &starts_on(), outside);
    }
    if service.ends_on < post.ends_on {
        return add(Column::PostLastOn, &last_on(), outside);
    }
    match units.end_after(post.unit, post.starts_on) {
        None => {
            add(
                Column::UnitCode,
                units.code(post.unit),
                Fault::UnknownUnit { on: post.starts_on },
            );
        }
        Some(ends_on) if ends_on < post.ends_on => {
            add(
                Column::PostLastOn,
                &last_on(),
                Fault::UnitEnds { on: ends_on },
            );
        }
        Some(_) => {}
    }
}

fn find_overlaps(posts: &[Post], units: &Units, layout: &Layout, findings: &mut Findings) {
    let is_main = |it: &&Post| {
        it.kind == AssignmentKind::Main && !matches!(it.fate, Fate::Replaced | Fate::Gone)
    };
    let mut longest: Option<&Post> = None;
    for post in posts.iter().filter(is_main) {
        if let Some(other) = longest
            && post.starts_on < other.ends_on
        {
            let (row, against) = if post.is_known() {
                (other.row, post)
            } else {
                (post.row, other)
            };
            let fault = Fault::Overlap {
                unit: units.code(against.unit).to_owned(),
                from: against.starts_on,
                until: against.ends_on,
            };
            let value = if row == post.row {
                post.starts_on
            } else {
                other.ends_on
            };
            findings.add(Finding::new(
                row,
                layout.name(Column::PostStartsOn),
                &value.to_string(),
                fault,
            ));
        }
        if longest.is_none_or(|it| it.ends_on < post.ends_on) {
            longest = Some(post);
        }
    }
}

#[cfg(test)]
mod tests {
    use base::date;

    use super::*;

    const HIRED: Date = date(2020, 4, 1);
    const TURN: Date = date(2026, 4, 1);

    fn post(
        row: u32,
        unit: u32,
        kind: AssignmentKind,
        starts_on: Date,
        ends_on: Option<Date>,
    ) -> Post {
        Post {
            person: 0,
            unit,
            title: 0,
            row,
            starts_on,
            ends_on: ends_on.unwrap_or(FAR_FUTURE),
            grade: 1,
            kind,
            is_head: false,
            is_end_written: ends_on.is_some(),
            fate: Fate::Kept,
        }
    }

    fn main(row: u32, unit: u32, starts_on: Date, ends_on: Option<Date>) -> Post {
        post(row, unit, AssignmentKind::Main, starts_on, ends_on)
    }

    /// Unit 0 from 2000 on, unit 1 as well, unit 2 until 31 March 2027.
    fn settled(mut posts: Vec<Post>, left_on: Option<Date>) -> (Vec<Post>, Vec<(u64, Fault)>) {
        let units = Units::of([
            ("1101", date(2000, 4, 1), FAR_FUTURE),
            ("1102", date(2000, 4, 1), FAR_FUTURE),
            ("1103", date(2000, 4, 1), date(2027, 4, 1)),
        ]);
        let header: Vec<String> = ["職員番号", "所属コード", "発令日", "発令終了日"]
            .map(str::to_owned)
            .into();
        let layout = Layout::of(&header).unwrap();
        let mut findings = Findings::default();
        let service = Service {
            hired_on: HIRED,
            ends_on: left_on.unwrap_or(FAR_FUTURE),
            row: 0,
        };
        settle(&mut posts, |_| service, &units, &layout, &mut findings);
        (
            posts,
            findings
                .iter()
                .map(|it| (it.row, it.fault.clone()))
                .collect(),
        )
    }

    #[test]
    fn a_transfer_ends_the_post_held_until_then() {
        let (posts, faults) = settled(vec![main(0, 0, HIRED, None), main(2, 1, TURN, None)], None);

        assert_eq!(faults, []);
        assert_eq!((posts[0].fate, posts[0].ends_on), (Fate::Changed, TURN));
        assert_eq!((posts[1].fate, posts[1].ends_on), (Fate::New, FAR_FUTURE));
    }

    #[test]
    fn the_same_row_again_changes_nothing() {
        let known = vec![main(0, 0, HIRED, Some(TURN)), main(0, 1, TURN, None)];
        let file = vec![main(2, 0, HIRED, None), main(3, 1, TURN, None)];
        let (posts, faults) = settled([known, file].concat(), None);

        assert_eq!(faults, []);
        let fates: Vec<Fate> = posts.iter().map(|it| it.fate).collect();
        assert_eq!(
            fates,
            [Fate::Replaced, Fate::Kept, Fate::Replaced, Fate::Kept]
        );
    }

    #[test]
    fn two_main_posts_on_one_day_overlap_and_the_day_after_they_do_not() {
        let next_day = TURN.tomorrow().unwrap();
        let (_, faults) = settled(
            vec![main(2, 0, HIRED, Some(next_day)), main(3, 1, TURN, None)],
            None,
        );
        assert_eq!(
            faults,
            [(
                3,
                Fault::Overlap {
                    unit: "1101".into(),
                    from: HIRED,
                    until: next_day
                }
            )]
        );

        let (_, faults) = settled(
            vec![main(2, 0, HIRED, Some(TURN)), main(3, 1, TURN, None)],
            None,
        );
        assert_eq!(faults, []);
    }

    #[test]
    fn a_second_post_beside_the_main_one_is_no_overlap() {
        let beside = post(3, 1, AssignmentKind::Additional, TURN, None);
        let (posts, faults) = settled(vec![main(2, 0, HIRED, None), beside], None);

        assert_eq!(faults, []);
        assert_eq!(posts[0].ends_on, FAR_FUTURE);
    }

    #[test]
    fn a_post_ends_with_the_employment_and_cannot_begin_after_it() {
        let (posts, faults) = settled(vec![main(2, 0, HIRED, None)], Some(TURN));
        assert_eq!((posts[0].ends_on, faults), (TURN, vec![]));

        let outside = Fault::OutsideEmployment {
            from: HIRED,
            until: TURN,
        };
        let (_, faults) = settled(vec![main(2, 0, TURN, None)], Some(TURN));
        assert_eq!(faults, [(2, outside.clone())]);
        let (_, faults) = settled(
            vec![main(2, 0, HIRED, Some(TURN.tomorrow().unwrap()))],
            Some(TURN),
        );
        assert_eq!(faults, [(2, outside.clone())]);
        let (_, faults) = settled(
            vec![main(2, 0, HIRED.yesterday().unwrap(), None)],
            Some(TURN),
        );
        assert_eq!(faults, [(2, outside)]);
    }

    #[test]
    fn a_known_post_that_would_begin_after_the_last_day_goes() {
        let (posts, faults) = settled(
            vec![main(0, 0, HIRED, None), main(0, 1, TURN, None)],
            Some(TURN),
        );

        assert_eq!(faults, []);
        assert_eq!(posts[1].fate, Fate::Gone);
    }

    #[test]
    fn a_post_is_in_a_unit_that_is_there() {
        let ends_on = date(2027, 4, 1);
        let (posts, faults) = settled(vec![main(2, 2, TURN, None)], None);
        assert_eq!((posts[0].ends_on, faults), (ends_on, vec![]));

        let (_, faults) = settled(vec![main(2, 2, TURN, Some(date(2027, 4, 2)))], None);
        assert_eq!(faults, [(2, Fault::UnitEnds { on: ends_on })]);
        let (_, faults) = settled(vec![main(2, 2, ends_on, None)], None);
        assert_eq!(faults, [(2, Fault::UnknownUnit { on: ends_on })]);
    }

    #[test]
    fn the_same_post_twice_in_a_file_is_named() {
        let (_, faults) = settled(vec![main(2, 0, TURN, None), main(5, 0, TURN, None)], None);
        assert_eq!(faults, [(5, Fault::DuplicateRow { first_row: 2 })]);
    }
}
