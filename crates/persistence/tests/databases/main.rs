//! What is true of the databases beyond the contracts that all adapters share.
#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

#[path = "../support/mod.rs"]
mod support;

/// Makes two tests of each function, which is given the kind of database to be tried.
macro_rules! on_both {
    ($($flavor:literal { $($test:ident)+ })+) => {
        mod on_sqlite {
            $($(#[tokio::test(flavor = $flavor)]
            async fn $test() {
                super::$test($crate::support::Kind::Sqlite).await;
            })+)+
        }

        mod on_postgres {
            $($(#[tokio::test(flavor = $flavor)]
            async fn $test() {
                super::$test($crate::support::Kind::Postgres).await;
            })+)+
        }
    };
}

mod connecting;
mod corrupt_rows;
mod feed;
mod frequent_terms;
mod group_commit;
mod leases;
mod migrating;
mod postgres_limits;
mod purging;
mod text_index;
mod units_of_work;
mod urls;
mod waiting_for_sqlite;
