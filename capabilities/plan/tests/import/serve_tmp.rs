use crate::town::{correct, real, send, small, town_of_the_real_plan};

#[tokio::test]
#[ignore]
async fn serve() {
    let town = town_of_the_real_plan().await;
    let taro = town.as_staff("taro");
    let import = send(&taro, "計画.docx", &real("docx")).await;
    correct(&taro, &format!("{import}/listings/1-1-1"), &[("name", "直した施策の名称")]).await.ok();
    let adopted = send(&taro, "計画.txt", &real("txt")).await;
    taro.post(&format!("{adopted}/adopt"), &[]).await.ok();
    town.given(async |tx| {
        tx.execute("insert into plan_results (measure_id, year, progress, achievement, done_text, learned_text, next_text, version)
             select id, 2025, case when key < '2' then 'completed' when key < '3' then 'under_way' else 'not_started' end, 'partly', '', '', '', 1 from plan_measures where key < '4'", vec![]).await?;
        Ok(())
    }).await;
    let _ = small("", "");
    std::fs::write("/tmp/serve.txt", format!("{}\n{import}\n", town.number_of("taro").unwrap())).unwrap();
    let all = [&gate::CAPABILITY, &people::CAPABILITY, &plan::CAPABILITY];
    let router = gate::router(&town.app, &all);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8765").await.unwrap();
    let _ = tokio::time::timeout(std::time::Duration::from_secs(90), axum::serve(listener, router)).await;
}
