//! The nouns of authority: actions, roles, grants, and the scope that comes of them.
use std::{
    borrow::Cow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use base::{Date, Instant, StaffId, UnitCode};
use db::Sql;

/// What a route does, as the policies name it: `people.list`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Action(pub &'static str);

impl Action {
    /// Open to everybody, signed in or not. Needs no policy.
    pub const PUBLIC: Self = Self("public");
}

/// A role as the policies name it: `hr`. Everybody with an account has the role `staff`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role(pub Cow<'static, str>);

impl Role {
    pub const STAFF: Self = Self(Cow::Borrowed("staff"));
    /// The head of a unit; follows from a post.
    pub const HEAD: Self = Self(Cow::Borrowed("head"));
    pub const SYSTEM_ADMINISTRATOR: Self = Self(Cow::Borrowed("system_administrator"));

    pub fn new(name: impl Into<String>) -> Self {
        Self(Cow::Owned(name.into()))
    }

    pub fn name(&self) -> &str {
        &self.0
    }

    /// The key of the role's name in the texts.
    pub fn text_key(&self) -> String {
        format!("gate-role-{}", self.0.replace('_', "-"))
    }
}

/// How a record stands to the person who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// It is about the person.
    Own,
    /// It belongs to the unit of the grant or to a unit below it.
    Unit,
    /// Any record of the city.
    City,
}

impl Relation {
    pub const ALL: [Self; 3] = [Self::Own, Self::Unit, Self::City];

    /// The relation's name in the policies.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Unit => "unit",
            Self::City => "city",
        }
    }
}

/// Why somebody holds a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// It follows from a post and ends with it.
    Post,
    /// Somebody granted it.
    Given,
    /// They stand in for another person.
    Deputy,
}

impl Source {
    pub fn name(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Given => "given",
            Self::Deputy => "deputy",
        }
    }

    pub(crate) fn of_name(name: &str) -> Option<Self> {
        [Self::Post, Self::Given, Self::Deputy]
            .into_iter()
            .find(|it| it.name() == name)
    }
}

base::id!(GrantId);

/// A role held by a person, for a unit and for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub id: GrantId,
    pub staff: StaffId,
    pub role: Role,
    /// `None` is the whole city.
    pub unit: Option<UnitCode>,
    pub starts_on: Date,
    /// The first day on which it is no longer held.
    pub ends_on: Date,
    pub source: Source,
    /// The person for whom a deputy stands in.
    pub deputy_for: Option<StaffId>,
}

impl Grant {
    pub fn is_held_on(&self, day: Date) -> bool {
        self.starts_on <= day && day < self.ends_on
    }

    /// Everything but the id is the same.
    pub(crate) fn says_the_same_as(&self, other: &Self) -> bool {
        let id = self.id.clone();
        *self
            == Self {
                id,
                ..other.clone()
            }
    }
}

/// Whose records an actor may touch with one action. Goes into the SQL, so that rows, counts, search and exports agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    pub(crate) city: bool,
    /// Roots of the subtrees.
    pub(crate) units: Vec<UnitCode>,
    pub(crate) own: Option<StaffId>,
}

impl Scope {
    pub const NOBODY: Self = Self {
        city: false,
        units: Vec::new(),
        own: None,
    };
    pub const CITY: Self = Self {
        city: true,
        units: Vec::new(),
        own: None,
    };

    pub fn is_nobody(&self) -> bool {
        !self.city && self.units.is_empty() && self.own.is_none()
    }

    pub fn is_city(&self) -> bool {
        self.city
    }

    /// The roots of the unit subtrees that the scope covers; empty for the whole city.
    pub fn units(&self) -> &[UnitCode] {
        &self.units
    }

    /// Appends the condition that keeps the rows of this scope: `… and (<condition>)`.
    ///
    /// `unit_column` and `staff_column` are the columns of the row that hold its unit and its person, as far as it has them.
    /// `on` is the day for which "below this unit" is meant.
    pub fn restrict(
        &self,
        sql: Sql,
        unit_column: Option<&str>,
        staff_column: Option<&str>,
        on: Date,
    ) -> Sql {
        if self.city {
            return sql;
        }
        let mut sql = sql.push(" and (1 = 0");
        if let (Some(column), Some(own)) = (staff_column, &self.own) {
            sql = sql.push(" or ").push(column).push(" = ").bind(own);
        }
        if let (Some(column), false) = (unit_column, self.units.is_empty()) {
            sql = below(sql.push(" or "), column, &self.units, on);
        }
        sql.push(")")
    }
}

/// Appends the condition that `unit_column` holds one of these units or a unit below one of them, on that day.
pub fn below<'a>(
    sql: Sql,
    unit_column: &str,
    units: impl IntoIterator<Item = &'a UnitCode>,
    on: Date,
) -> Sql {
    sql.push(unit_column)
        .push(" in (select unit_code from gate_unit_reach where ancestor_code in ")
        .bind_list(units)
        .push(" and starts_on <= ")
        .bind(on)
        .push(" and ")
        .bind(on)
        .push(" < ends_on)")
}

/// As [`below`], on the day that stands in a column of the same row: for what begins on different days.
pub fn below_on_its_day<'a>(
    sql: Sql,
    unit_column: &str,
    units: impl IntoIterator<Item = &'a UnitCode>,
    day_column: &str,
) -> Sql {
    sql.push("exists (select 1 from gate_unit_reach reach where reach.unit_code = ")
        .push(unit_column)
        .push(" and reach.ancestor_code in ")
        .bind_list(units)
        .push(" and reach.starts_on <= ")
        .push(day_column)
        .push(" and ")
        .push(day_column)
        .push(" < reach.ends_on)")
}

/// Who asks, for which action, and how far they may reach with it.
#[derive(Debug, Clone)]
pub struct Actor {
    pub staff: StaffId,
    pub number: String,
    pub name: String,
    /// The action of the route that was asked for.
    pub action: Action,
    /// How far this action reaches for this person. Never nobody.
    pub scope: Scope,
    /// The role that gave the widest reach.
    pub role: Role,
    /// In whose place they act with it; `None` as soon as some of the reach is their own.
    pub in_place_of: Option<StaffId>,
    /// All grants in force today.
    pub grants: Arc<[Grant]>,
    pub(crate) session: String,
    /// The request changes something.
    pub(crate) is_change: bool,
    pub(crate) has_recorded: Arc<AtomicBool>,
}

impl Actor {
    /// An entry for the ledger: this person, in this role, did this action now. A request that changes something makes a change of
    /// it, any other a look.
    pub fn entry(&self, at: Instant) -> ledger::Entry {
        self.has_recorded.store(true, Ordering::Relaxed);
        let who = ledger::Actor::staff(&self.staff, self.role.name());
        let entry = if self.is_change {
            ledger::Entry::change(at, who, self.action.0)
        } else {
            ledger::Entry::look(at, who, self.action.0)
        };
        match &self.in_place_of {
            Some(principal) => entry.in_place_of(principal),
            None => entry,
        }
    }

    /// For what has no unit, such as the ledger: who holds the role for one bureau only may not.
    pub fn must_reach_city(&self) -> web::Result<()> {
        if self.scope.is_city() {
            Ok(())
        } else {
            Err(web::Error::Forbidden)
        }
    }

    pub fn holds(&self, role: &Role) -> bool {
        *role == Role::STAFF || self.grants.iter().any(|it| it.role == *role)
    }
}
