use std::collections::{HashMap, HashSet};

use base::{Date, UnitCode, date};
use encoding_rs::SHIFT_JIS;

use super::{CITY, City, DEMO_DAY, DEMO_SEED, Part, Staff, aprils, persona, unit_name};
use crate::demo::names::Sex;
use crate::demo::staff::{AssignmentKind, Kind};

#[test]
fn eight_thousand_serve_on_the_demo_day() {
    let count = |kind| {
        CITY.in_service_on(DEMO_DAY)
            .filter(|staff| staff.kind == kind)
            .count()
    };

    let kinds = [
        Kind::Regular,
        Kind::Reappointed,
        Kind::FixedTerm,
        Kind::Dispatched,
    ];
    assert_eq!(kinds.map(count), [6_600, 250, 1_100, 50]);
}

#[test]
fn about_fifteen_hundred_have_left() {
    let left = CITY
        .staff
        .iter()
        .filter(|staff| staff.ends_on <= DEMO_DAY)
        .count();

    assert!((1_350..1_650).contains(&left), "{left}");
}

#[test]
fn the_same_seed_gives_the_same_city() {
    let again = City::generate(DEMO_SEED);

    assert!(again.staff == CITY.staff && again.personas == CITY.personas);
    assert!(City::generate(DEMO_SEED + 1).staff != CITY.staff);
}

#[test]
fn readings_are_full_width_katakana() {
    let is_kana = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|letter| matches!(letter, 'ァ'..='ヺ' | 'ー' | '・' | '　'))
    };

    for unit in &CITY.units {
        assert!(is_kana(&unit.kana), "{} {}", unit.name, unit.kana);
    }
    for staff in &CITY.staff {
        assert!(is_kana(&staff.name().kana()), "{}", staff.name().full());
    }
}

#[test]
fn everyone_has_a_job_family_that_fits_the_work() {
    let count = |family: &str| {
        CITY.in_service_on(DEMO_DAY)
            .filter(|staff| staff.job_family() == family)
            .count()
    };
    for family in [
        "事務",
        "土木",
        "建築",
        "電気",
        "消防",
        "看護師",
        "保健師",
        "保育士",
    ] {
        assert!(count(family) > 30, "{family}: {}", count(family));
    }
    assert!(count("建築") < count("土木") && count("土木") < count("事務"));
    for staff in &CITY.staff {
        let family = staff.job_family();
        assert!(!family.is_empty(), "{}", staff.number);
        for held in &staff.assignments {
            if ["消防士", "看護師", "保健師", "保育士"].contains(&held.post.as_str()) {
                assert_eq!(
                    family,
                    held.post.replace("消防士", "消防"),
                    "{}",
                    staff.number
                );
            }
        }
    }
}

#[test]
fn numbers_have_seven_digits_and_are_never_given_twice() {
    let mut numbers = HashSet::new();
    for staff in &CITY.staff {
        assert!(
            staff.number.len() == 7 && staff.number.bytes().all(|digit| digit.is_ascii_digit())
        );
        assert!(numbers.insert(&staff.number), "{}", staff.number);
    }
}

#[test]
fn one_main_post_at_a_time_and_none_missing() {
    for staff in &CITY.staff {
        let main: Vec<_> = staff
            .assignments
            .iter()
            .filter(|held| held.kind == AssignmentKind::Main)
            .collect();
        for pair in main.windows(2) {
            assert!(pair[0].starts_on < pair[0].ends_on, "{}", staff.number);
            assert_eq!(pair[0].ends_on, pair[1].starts_on, "{}", staff.number);
        }
        assert_eq!(
            main[0].starts_on,
            staff.hired_on.max(date(2012, 4, 1)),
            "{}",
            staff.number
        );
        assert_eq!(
            main.last().unwrap().ends_on,
            staff.ends_on,
            "{}",
            staff.number
        );
    }
}

#[test]
fn second_posts_lie_within_the_service_and_elsewhere() {
    let mut seconds = 0;
    for staff in &CITY.staff {
        for held in staff
            .assignments
            .iter()
            .filter(|held| held.kind != AssignmentKind::Main)
        {
            seconds += 1;
            assert!(staff.hired_on <= held.starts_on && held.ends_on <= staff.ends_on);
            assert_ne!(
                staff.main_on(held.starts_on).unwrap().unit,
                held.unit,
                "{}",
                staff.number
            );
        }
    }
    assert!(seconds > 150, "{seconds}");
}

#[test]
fn people_sit_only_in_units_that_exist_at_the_time() {
    let mut spans: HashMap<&UnitCode, (Date, Date)> = HashMap::new();
    for unit in &CITY.units {
        spans
            .entry(&unit.code)
            .or_insert((unit.starts_on, unit.ends_on))
            .1 = unit.ends_on;
    }
    for staff in &CITY.staff {
        for held in &staff.assignments {
            let (starts_on, ends_on) = spans[&held.unit];
            assert!(
                starts_on <= held.starts_on && held.ends_on <= ends_on,
                "{} in {}",
                staff.number,
                held.unit
            );
        }
    }
}

#[test]
fn every_unit_has_one_head_on_every_first_of_april_and_on_the_demo_day() {
    for day in aprils().chain([DEMO_DAY]) {
        let mut heads: HashMap<&UnitCode, usize> = HashMap::new();
        for held in CITY
            .in_service_on(day)
            .filter_map(|staff| staff.main_on(day))
            .filter(|held| held.is_head)
        {
            *heads.entry(&held.unit).or_default() += 1;
        }
        for unit in CITY.units_on(day) {
            assert_eq!(heads.get(&unit.code), Some(&1), "{} on {day}", unit.name);
        }
    }
}

#[test]
fn a_quarter_to_a_third_of_the_staff_moves_each_april() {
    for day in aprils().filter(|day| *day < DEMO_DAY) {
        let before = day.yesterday().unwrap();
        let stayed: Vec<_> = CITY
            .in_service_on(day)
            .filter(|staff| staff.kind == Kind::Regular)
            .filter_map(|staff| Some((staff.main_on(before)?, staff.main_on(day)?)))
            .collect();
        let moved = stayed
            .iter()
            .filter(|(then, now)| then.unit != now.unit)
            .count();
        let share = moved as f64 / stayed.len() as f64;

        assert!((0.25..0.32).contains(&share), "{day} {share}");
    }
}

#[test]
fn women_are_a_third_of_the_staff_and_fewer_among_managers() {
    let share = |least: u8, day: Date| {
        let regular = CITY
            .in_service_on(day)
            .filter(|staff| staff.kind == Kind::Regular);
        let sexes: Vec<Sex> = regular
            .filter(|staff| {
                staff
                    .main_on(day)
                    .and_then(|held| held.grade)
                    .is_some_and(|grade| grade >= least)
            })
            .map(|staff| staff.sex)
            .collect();
        sexes.iter().filter(|sex| **sex == Sex::Female).count() as f64 / sexes.len() as f64
    };

    assert!(
        (0.34..0.38).contains(&share(1, DEMO_DAY)),
        "{}",
        share(1, DEMO_DAY)
    );
    assert!(
        (0.13..0.17).contains(&share(7, DEMO_DAY)),
        "{}",
        share(7, DEMO_DAY)
    );
    assert!(share(7, date(2023, 4, 1)) < share(7, date(2026, 4, 1)));
}

#[test]
fn everyone_was_grown_up_when_hired_and_leaves_before_seventy() {
    for staff in &CITY.staff {
        let years = |day: Date| (day - staff.born_on).get_days() / 365;
        assert!(
            years(staff.hired_on) >= 18,
            "{} {} {}",
            staff.number,
            staff.born_on,
            staff.hired_on
        );
        assert!(years(staff.ends_on.min(DEMO_DAY)) < 70, "{}", staff.number);
    }
}

#[test]
fn only_names_with_the_rare_yoshi_do_not_fit_cp932() {
    let does_not_fit = |text: &str| SHIFT_JIS.encode(text).2;
    let (mut rare, mut variants) = (0, 0);
    for staff in &CITY.staff {
        let name = staff.name().full();
        assert_eq!(does_not_fit(&name), name.contains('𠮷'), "{name}");
        rare += usize::from(name.contains('𠮷'));
        variants += usize::from(name.contains(['髙', '﨑', '齋', '邊', '邉', '濵']));
    }
    assert!(rare > 0 && variants > 100, "{rare} {variants}");
    assert!(CITY.units.iter().all(|unit| !does_not_fit(&unit.name)));
}

#[test]
fn some_use_another_name_at_work_and_one_has_a_single_name() {
    let here: Vec<&Staff> = CITY.in_service_on(DEMO_DAY).collect();

    assert!(
        here.iter()
            .filter(|staff| staff.used_name.is_some())
            .count()
            > 100
    );
    assert_eq!(
        here.iter()
            .filter(|staff| staff.name().given.is_empty())
            .count(),
        1
    );
}

#[test]
fn the_personas_are_where_their_parts_need_them() {
    let section = |part| unit_name(&persona(part).main_on(DEMO_DAY).unwrap().unit, DEMO_DAY);

    assert_eq!(section(Part::PlanOffice), "研修班");
    assert_eq!(section(Part::HealthTeam), "健康支援班");
    assert_eq!(section(Part::SectionHead), "人材育成課");
    assert!(
        persona(Part::SectionHead)
            .main_on(DEMO_DAY)
            .unwrap()
            .is_head
    );
    assert_eq!(
        persona(Part::DeputyHead).main_on(DEMO_DAY).unwrap().post,
        "課長補佐"
    );
    assert_eq!(
        persona(Part::Executive).main_on(DEMO_DAY).unwrap().post,
        "市長"
    );
    let numbers: Vec<&str> = CITY.personas.iter().map(|persona| persona.number).collect();
    assert_eq!(
        (numbers[0], numbers[14], numbers.len()),
        ("0000101", "0000115", 15)
    );
}

#[test]
fn the_personas_at_the_edge_stand_at_the_edge() {
    let yesterday = DEMO_DAY.yesterday().unwrap();

    let retired = persona(Part::RetiredYesterday);
    assert!(retired.is_in_service_on(yesterday) && !retired.is_in_service_on(DEMO_DAY));

    let transferred = persona(Part::TransferredToday);
    assert_ne!(
        transferred.main_on(yesterday).unwrap().unit,
        transferred.main_on(DEMO_DAY).unwrap().unit
    );

    let twice = persona(Part::TwoPosts)
        .assignments
        .iter()
        .filter(|held| held.is_valid_on(DEMO_DAY));
    assert_eq!(twice.count(), 2);
}

#[test]
fn every_part_has_its_own_key() {
    let keys: HashSet<&str> = CITY
        .personas
        .iter()
        .map(|persona| persona.part.key())
        .collect();

    assert_eq!(keys.len(), CITY.personas.len());
    assert!(keys.contains("plan-office"));
}

#[test]
fn the_head_of_a_unit_is_found_by_its_code() {
    let section = UnitCode("02020200".into());

    assert_eq!(
        CITY.head_of(&section, DEMO_DAY),
        Some(persona(Part::SectionHead))
    );
    assert_eq!(CITY.head_of(&UnitCode("99999999".into()), DEMO_DAY), None);
}
