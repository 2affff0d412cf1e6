-- 職種 in the city's own words; empty where none is recorded.
alter table people_staff add job_family text not null default '';
