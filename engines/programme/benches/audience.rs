//! How long lists take: 200 courses over 8,000 people from nothing, one person over 200 courses, and the reasons.
//!
//! `cargo bench -p programme --bench audience`. From nothing: rules made ready and every word numbered, as after a start.
use std::{sync::Arc, time::Instant};

use base::{Date, FAR_FUTURE, FiscalYear, StaffId, date};
use programme::audience::{
    Alternative, Audience, Completion, Condition, Facts, Grade, Names, Post, Posts, Range, Rule,
    Test, When,
};

const PEOPLE: usize = 8_000;
const RULES: usize = 200;
const ON: Date = date(2026, 4, 1);

/// Numbers that look drawn and are the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }

    fn number(&mut self, end: u16) -> u16 {
        u16::try_from(self.below(end.into())).expect("below a u16")
    }

    fn day(&mut self, years: usize) -> Date {
        let year = 2026 - i16::try_from(self.below(years)).expect("few years");
        let month = [4, 4, 4, 10][self.below(4)];
        date(year, month, 1)
    }
}

/// 20 bureaus of 5 departments of 6 sections: codes, each with those above it.
fn section(draw: &mut Draw) -> [String; 3] {
    let (bureau, department, section) = (draw.below(20), draw.below(5), draw.below(6));
    [
        format!("{bureau:02}{department:02}{section:02}"),
        format!("{bureau:02}{department:02}"),
        format!("{bureau:02}"),
    ]
}

fn post(draw: &mut Draw, names: &mut Names, is_main: bool) -> Post {
    let units = section(draw);
    Post {
        name: names.no(["係員", "主査", "係長", "課長"][draw.below(4)]),
        named_since: draw.day(5),
        units: units.iter().map(|it| names.no(it)).collect::<Arc<[_]>>(),
        is_main,
        headed_since: (draw.below(10) == 0).then(|| draw.day(5)),
    }
}

fn person(index: usize, draw: &mut Draw, names: &mut Names) -> Facts {
    let mut posts = vec![post(draw, names, true)];
    if draw.below(10) == 0 {
        posts.push(post(draw, names, false));
    }
    let completions = (0..draw.below(10)).map(|_| {
        let year = FiscalYear(2026 - i16::try_from(draw.below(6)).expect("few years"));
        Completion {
            course: names.no(&format!("C-{}", draw.below(RULES))),
            year,
            valid_before: (draw.below(2) == 0).then(|| year.next()),
        }
    });
    Facts {
        completions: completions.collect(),
        staff: StaffId(format!("person-{index}")),
        on: ON,
        hired_on: draw.day(35),
        ends_on: FAR_FUTURE,
        born_on: date(
            1966 + i16::try_from(draw.below(40)).expect("few years"),
            6,
            15,
        ),
        grade: Grade::new(draw.number(9).into(), Some(draw.day(6)), true),
        kind: names.no(["regular", "reappointed", "fixed_term"][draw.below(3)]),
        job_family: Some(names.no(["事務", "土木", "保健師", "保育士"][draw.below(4)])),
        posts,
        returned_on: (draw.below(30) == 0).then_some(ON),
    }
}

fn test(draw: &mut Draw) -> Test {
    let from = draw.number(5) + 1;
    let range = Range::new(from, from + 2);
    let posts = [Posts::Main, Posts::All][draw.below(2)];
    match draw.below(13) {
        0 => Test::Grade(range),
        1 => Test::YearsHired(range),
        2 => Test::YearsInGrade(range),
        3 => Test::Promoted(range),
        4 => Test::NewPost {
            names: vec!["課長".into(), "係長".into()],
            posts,
        },
        5 => Test::Heads { posts },
        6 => Test::NewlyHeads { posts },
        7 => Test::InUnit {
            units: (0..5).map(|at| section(draw)[at % 3].clone()).collect(),
            posts,
        },
        8 => Test::JobFamily {
            names: vec!["事務".into(), "土木".into()],
        },
        9 => Test::Kind {
            kinds: vec!["regular".into()],
        },
        10 => Test::Age(Range::new(25 + from, 35 + from)),
        11 => Test::Returned,
        _ => Test::Completed {
            course: format!("C-{}", draw.below(RULES)),
            when: When::Valid,
        },
    }
}

/// One to three alternatives of one to four conditions.
fn audience(draw: &mut Draw) -> Audience {
    let alternatives = (0..=draw.below(3)).map(|_| {
        let conditions = (0..=draw.below(4)).map(|_| Condition {
            not: draw.below(4) == 0,
            that: test(draw),
        });
        Alternative {
            all: conditions.collect(),
        }
    });
    Audience {
        any: alternatives.collect(),
    }
}

/// The best of ten, in seconds, and what was counted.
fn measured(mut work: impl FnMut() -> usize) -> (f64, usize) {
    let mut best = (f64::INFINITY, 0);
    for _ in 0..10 {
        let started = Instant::now();
        let counted = work();
        let seconds = started.elapsed().as_secs_f64();
        if seconds < best.0 {
            best = (seconds, counted);
        }
    }
    best
}

fn main() {
    let mut draw = Draw(2026);
    let audiences: Vec<Audience> = (0..RULES).map(|_| audience(&mut draw)).collect();
    let build = || {
        let (mut draw, mut names) = (Draw(8), Names::default());
        let people = (0..PEOPLE).map(|it| person(it, &mut draw, &mut names));
        let people: Vec<Facts> = people.collect();
        (people, names)
    };
    let ready = |names: &mut Names| -> Vec<Rule> {
        audiences.iter().map(|it| Rule::new(it, names)).collect()
    };
    let (people, mut names) = build();
    let rules = ready(&mut names);
    let count = |people: &[Facts], rules: &[Rule]| {
        let of_rule = |rule: &Rule| people.iter().filter(|it| rule.includes(it)).count();
        rules.iter().map(of_rule).sum::<usize>()
    };

    let (seconds, _) = measured(|| build().0.len());
    println!("facts of {PEOPLE} people with their words numbered: {seconds:.6} s");
    let (seconds, listed) = measured(|| count(&people, &ready(&mut names)));
    println!(
        "{RULES} rules made ready and asked of {PEOPLE} people: {seconds:.6} s, {listed} on the lists"
    );
    let mut all = people.iter().cycle();
    let (seconds, listed) = measured(|| {
        let person = all.next().expect("there are people");
        count(std::slice::from_ref(person), &rules)
    });
    println!("one person, {RULES} rules ready: {seconds:.9} s, on {listed} lists");
    let (seconds, reasons) = measured(|| {
        let told = |rule: &Rule| {
            let reasons = people.iter().filter_map(|it| rule.because(it, &names));
            reasons.count()
        };
        rules.iter().take(10).map(told).sum()
    });
    println!("reasons of 10 rules over {PEOPLE} people: {seconds:.6} s, {reasons} told");
}
