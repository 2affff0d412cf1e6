//! Where carrying out is kept: the only files that name its tables.
mod owners;
mod read;
mod write;
mod year;

pub(super) use owners::{OwnerRow, add_owner, end_owner, owner, owner_rows, set_unit};
pub(super) use read::{
    carried, listing, measure_of_key, measure_of_remark, measure_of_study_step, placed, remark,
    remarks, revisions, study_steps,
};
pub(super) use write::{
    add_activity, add_indicator, add_remark, add_report, add_revision, add_study_step, add_task,
    answer_remark, change_activity, change_indicator, change_report, change_task, drop_activity,
    drop_task, keep_reading, keep_targets, place_tasks, replace_lines, set_done,
    set_measure_is_study,
};
pub(super) use year::{activities, activity, existing_report, indicator, indicators, task, tasks};
