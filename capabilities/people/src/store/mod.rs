//! Where people and organisation are kept: the only files that name their tables, one for each matter.
mod changes;
mod facts;
mod import;
mod indicators;
mod list;
mod posts;
mod scope;
mod staff;
mod units;
mod waiting;

pub use changes::version;
pub(crate) use changes::{is_everybody_changed, people_changed, raise_version, sequence_of};
pub(crate) use facts::{at_work, each_post_until};
pub(crate) use import::*;
pub(crate) use indicators::*;
pub(crate) use list::{Listed, Order, Wanted, count, list};
pub(crate) use posts::{Term, all_assignments, changes_after, people_in};
pub use posts::{assignments_of, head_of, main_unit_of, members_of, units_of};
pub(crate) use staff::{all_staff, each_name, has_staff, staff_in_scope};
pub use staff::{name_of, names_of, staff, staff_of_number};
pub(crate) use units::{all_successors, head_counts, unit_names};
pub use units::{all_units, predecessors, successors, unit_history, unit_name, unit_on, units_on};
pub(crate) use waiting::{Waiting, forget_waiting, keep_waiting, waiting};
