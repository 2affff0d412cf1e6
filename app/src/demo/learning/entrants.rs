//! Who comes into which run, so that nobody is in two places at once and no session holds more than it has seats.
use std::collections::{HashMap, HashSet};

use base::{Date, FiscalYear, Instant, StaffId, UnitCode, add_working_days, date};
use jiff::{SignedDuration, ToSpan};
use programme::{
    model::{
        Admission, Enrolment, EnrolmentId, Presence, RunState, SessionContent, SessionId, Way,
    },
    seats::{self, State},
    store::Move,
};

use super::{
    super::{city::DEMO_DAY, plan_years::nine_oclock, random::Random},
    calendar::Planned,
    catalogue::Entry,
};

const LAST_WORKED_ON: Date = date(2026, 11, 20);
/// The units of the persona who heads a section begin so.
const SECTION: &str = "020202";
/// So many wishes wait for the consent of that persona.
const WISHES: usize = 4;
/// The staff persona comes into every so many runs that are meant for them.
const OFTEN: usize = 9;

/// The people of whom something particular is to be seen.
pub(super) struct Known {
    pub(super) office: StaffId,
    pub(super) staff: StaffId,
    pub(super) head: StaffId,
}

/// Who was on the staff in each of the two years.
pub(super) struct Register {
    days: Vec<Vec<people::Facts>>,
    heads: HashMap<UnitCode, StaffId>,
    pub(super) known: Known,
}

impl Register {
    pub(super) fn new(mut days: Vec<Vec<people::Facts>>, known: Known) -> Self {
        let mut heads = HashMap::new();
        for people in &mut days {
            people.retain(|it| !it.posts.is_empty());
            // Ids are new in every demo; what people are is not.
            people.sort_by(|one, other| key(one).cmp(&key(other)));
            for it in people.iter() {
                for post in it.posts.iter().filter(|post| post.is_head()) {
                    heads.insert(post.unit.clone(), it.staff.clone());
                }
            }
        }
        Self { days, heads, known }
    }

    fn of(&self, year: FiscalYear) -> &[people::Facts] {
        &self.days[usize::from(year == FiscalYear::of(DEMO_DAY))]
    }
}

fn key(it: &people::Facts) -> (Date, Date, &UnitCode, &str) {
    let main = &it.posts[0];
    (it.born_on, it.hired_on, &main.unit, &main.post)
}

/// Somebody in a run, with the steps that led to where they stand.
pub(super) struct Entrant {
    pub(super) enrolment: Enrolment,
    pub(super) picks: Vec<SessionId>,
    pub(super) steps: Vec<Move>,
    pub(super) presence: Presence,
    pub(super) late: i64,
}

pub(super) struct Filled {
    pub(super) planned: Planned,
    pub(super) measure_key: String,
    pub(super) title: String,
    pub(super) entrants: Vec<Entrant>,
}

pub(super) fn fill(
    entries: &[Entry],
    runs: Vec<Planned>,
    register: &Register,
    random: &mut Random,
) -> Vec<Filled> {
    let mut hall = Hall {
        register,
        random,
        busy: HashMap::new(),
        came: HashSet::new(),
        wishes: 0,
        meant_for_staff: 0,
        is_offered: false,
    };
    let fill = |planned: Planned| {
        let entry = &entries[planned.entry];
        let entrants = hall.fill(entry, &planned);
        let is_empty = entrants.is_empty() && planned.fate == RunState::Closed;
        let fate = match is_empty {
            true => RunState::Withdrawn,
            false => planned.fate,
        };
        Filled {
            planned: Planned { fate, ..planned },
            measure_key: entry.course.content.measure_key.clone(),
            title: entry.course.content.title.clone(),
            entrants,
        }
    };
    runs.into_iter().map(fill).collect()
}

struct Hall<'a> {
    register: &'a Register,
    random: &'a mut Random,
    busy: HashMap<StaffId, Vec<SessionContent>>,
    /// Who was in which course in which year.
    came: HashSet<(StaffId, usize, FiscalYear)>,
    wishes: usize,
    meant_for_staff: usize,
    is_offered: bool,
}

impl Hall<'_> {
    fn fill(&mut self, entry: &Entry, planned: &Planned) -> Vec<Entrant> {
        let run = &planned.run.content;
        if planned.fate == RunState::Draft || LAST_WORKED_ON < run.opens_on {
            return Vec::new();
        }
        let register = self.register;
        let people = register.of(planned.run.year);
        let on = match planned.run.year == FiscalYear::of(DEMO_DAY) {
            true => DEMO_DAY,
            false => date(2025, 6, 1),
        };
        let mut meant: Vec<&people::Facts> = people
            .iter()
            .filter(|it| it.hired_on <= run.opens_on && planned.last_day() < it.ends_on)
            .filter(|it| entry.meant.includes(it, on))
            .collect();
        self.random.shuffle(&mut meant);
        self.put_first(&mut meant, entry, planned);
        let seats = planned.sessions.iter().map(|it| it.content.capacity).min();
        let seats = usize::try_from(seats.unwrap_or(0)).unwrap_or(0);
        let percent = match () {
            () if entry.is_popular => 112,
            () if entry.is_duty() => 98,
            () if DEMO_DAY <= run.closes_on => 45,
            () => usize::try_from(self.random.between(70, 97)).unwrap_or(80),
        };
        let demand = seats * percent / 100;
        let mut entrants = Vec::new();
        let mut held = 0;
        for it in meant {
            if entrants.len() >= demand {
                break;
            }
            if !self.is_free(it, planned) {
                continue;
            }
            let asked_at = asked_at(planned, entrants.len(), demand);
            let entrant = self.entrant(entry, planned, it, asked_at, held < seats);
            held += usize::from(entrant.steps.last().is_some_and(|it| it.state.holds_seat()));
            entrants.push(entrant);
        }
        if !self.is_offered {
            self.is_offered = self.offer(planned, &mut entrants);
        }
        entrants
    }

    /// Those of whom something is to be seen come before the others.
    fn put_first(&mut self, meant: &mut [&people::Facts], entry: &Entry, planned: &Planned) {
        let known = &self.register.known;
        let is_open = DEMO_DAY <= planned.run.content.closes_on;
        if entry.course.content.needs_consent && is_open {
            meant.sort_by_key(|it| !is_of_section(it));
        }
        if let Some(at) = meant.iter().position(|it| it.staff == known.staff) {
            self.meant_for_staff += 1;
            if self.meant_for_staff % OFTEN == 1
                || (entry.is_popular && is_open && !self.is_offered)
            {
                meant.swap(0, at);
            }
        }
    }

    fn is_free(&mut self, it: &people::Facts, planned: &Planned) -> bool {
        let busy = self.busy.entry(it.staff.clone()).or_default();
        let clashes = |one: &SessionContent| {
            let mut sessions = planned.sessions.iter();
            sessions.any(|it| it.content.overlaps(one))
        };
        if busy.iter().any(clashes) {
            return false;
        }
        let course = (it.staff.clone(), planned.entry, planned.run.year);
        if !self.came.insert(course) {
            return false;
        }
        busy.extend(planned.sessions.iter().map(|it| it.content.clone()));
        true
    }

    fn entrant(
        &mut self,
        entry: &Entry,
        planned: &Planned,
        it: &people::Facts,
        asked_at: Instant,
        has_room: bool,
    ) -> Entrant {
        let known = &self.register.known;
        let needs_consent = entry.course.content.needs_consent;
        let head = self.register.heads.get(&it.posts[0].unit);
        let head = head.filter(|head| **head != it.staff);
        let is_wish = needs_consent
            && self.wishes < WISHES
            && DEMO_DAY <= planned.run.content.closes_on
            && is_of_section(it)
            && it.staff != known.head;
        self.wishes += usize::from(is_wish);
        let is_named = needs_consent || self.random.chance(15.0);
        let (way, by) = match head {
            _ if is_wish => (Way::Applied, &it.staff),
            _ if entry.is_duty() => (Way::Assigned, &known.office),
            Some(head) if is_named => (Way::Nominated, head),
            _ if needs_consent => (Way::Invited, &known.office),
            _ => (Way::Applied, &it.staff),
        };
        let is_later = planned.run.content.admission == Admission::AfterClosing
            && DEMO_DAY <= planned.run.content.closes_on;
        let states: &[State] = match way {
            _ if is_wish => &[State::Applied],
            Way::Applied if is_later => &[State::Applied],
            Way::Nominated if is_later => &[State::Nominated],
            _ if !has_room => &[State::Waiting],
            Way::Invited => &[State::Offered, State::Confirmed],
            _ => &[State::Confirmed],
        };
        let by_person = [by, &it.staff];
        let steps = states.iter().zip(by_person).map(|(state, by)| Move {
            at: asked_at,
            by: Some(by.clone()),
            state: *state,
            because: String::new(),
        });
        let steps: Vec<Move> = steps.collect();
        let (presence, late) = match self.random.below(100) {
            0 | 1 => (Presence::Absent, 0),
            2..=4 => (Presence::AbsentTold, 0),
            5 => (Presence::Present, 15),
            _ => (Presence::Present, 0),
        };
        Entrant {
            enrolment: Enrolment {
                id: EnrolmentId::fresh(),
                run: planned.run.id.clone(),
                staff: it.staff.clone(),
                unit: it.posts[0].unit.clone(),
                way,
                state: states[0],
                priority: seats::priority(way),
                asked_at,
                has_consent: !is_wish,
                offered_until: None,
                version: 1,
            },
            picks: planned.sessions.iter().map(|it| it.id.clone()).collect(),
            steps,
            presence,
            late,
        }
    }

    /// In a full run that takes applications, somebody gave a seat back, and it is the staff persona's to take.
    fn offer(&mut self, planned: &Planned, entrants: &mut [Entrant]) -> bool {
        let is_open = planned.fate == RunState::Announced
            && LAST_WORKED_ON.saturating_add(14.days()) < planned.first_day();
        let staff = &self.register.known.staff;
        let state = |it: &Entrant| it.steps.last().map(|it| it.state);
        let waits = entrants
            .iter()
            .position(|it| state(it) == Some(State::Waiting));
        let has = entrants.iter().position(|it| it.enrolment.staff == *staff);
        let (true, Some(waits), Some(has)) = (is_open, waits, has) else {
            return false;
        };
        if state(&entrants[has]) == Some(State::Confirmed) && has < waits {
            // The persona asked later than whoever got the last seat before them.
            let other = entrants[waits].enrolment.staff.clone();
            let unit = entrants[waits].enrolment.unit.clone();
            let own = entrants[has].enrolment.unit.clone();
            let first = &mut entrants[has].enrolment;
            (first.staff, first.unit) = (other.clone(), unit);
            first.way = Way::Applied;
            first.priority = seats::priority(Way::Applied);
            entrants[has].steps[0].by = Some(other);
            let line = &mut entrants[waits].enrolment;
            (line.staff, line.unit) = (staff.clone(), own);
            line.way = Way::Applied;
            line.priority = seats::priority(Way::Applied);
            entrants[waits].steps[0].by = Some(staff.clone());
        }
        let Some(gives) = (0..waits).find(|at| state(&entrants[*at]) == Some(State::Confirmed))
        else {
            return false;
        };
        let at = nine_oclock(LAST_WORKED_ON);
        let by = entrants[gives].enrolment.staff.clone();
        entrants[gives].steps.push(Move {
            at,
            by: Some(by.clone()),
            state: State::Cancelled,
            because: "出張が入ったため".to_owned(),
        });
        let next = &mut entrants[waits];
        next.enrolment.offered_until = Some(add_working_days(LAST_WORKED_ON, 3));
        next.steps.push(Move {
            at,
            by: Some(by),
            state: State::Offered,
            because: String::new(),
        });
        true
    }
}

fn is_of_section(it: &people::Facts) -> bool {
    it.posts[0].unit.as_str().starts_with(SECTION)
}

/// One after the other, in the hours of work, until the last day of applying or the demo's.
fn asked_at(planned: &Planned, nth: usize, of: usize) -> Instant {
    let run = &planned.run.content;
    let last = run
        .closes_on
        .min(LAST_WORKED_ON.yesterday().unwrap_or(run.closes_on));
    let days = i64::from((last - run.opens_on).get_days()).max(0) + 1;
    let count = |it: usize| i64::try_from(it).unwrap_or(0);
    let minute = days * 480 * count(nth) / count(of.max(1));
    let day = run.opens_on.saturating_add((minute / 480).days());
    nine_oclock(day) + SignedDuration::from_mins(minute % 480)
}
