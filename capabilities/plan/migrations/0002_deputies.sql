-- In whose place a deputy moved a check; null for who moved it in their own right, and for what was moved before this was kept.
alter table plan_check_steps add column in_place_of text;
