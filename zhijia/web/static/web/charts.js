// Charts from the JSON that stands beside them. The table of the same numbers is on the page already.
(() => {
  "use strict";
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const palette = () => (document.documentElement.dataset.bsTheme === "dark"
    ? ["#7fb0ee", "#e0b25c", "#7cc796", "#c79be0", "#ec9a8f", "#a9aeb5"]
    : ["#2f6db5", "#b07a1e", "#2f8552", "#7d4fa3", "#b8503f", "#6b7280"]);
  const axes = (data) => ({
    grid: { left: 8, right: 12, top: data.columns.length > 2 ? 36 : 16, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: data.rows.map((row) => row[0]), axisLabel: { color: css("--zj-quiet"), hideOverlap: true }, axisLine: { lineStyle: { color: css("--zj-line-strong") } }, axisTick: { show: false } },
    yAxis: { type: "value", name: "", axisLabel: { color: css("--zj-quiet") }, splitLine: { lineStyle: { color: css("--zj-line") } } },
  });
  const series = (data, type) => data.columns.slice(1).map((name, n) => ({
    name, type, data: data.rows.map((row) => row[n + 1]), stack: data.stacked ? "all" : undefined,
    barMaxWidth: 28, symbolSize: 6, lineStyle: { width: 2 },
  }));
  const kinds = {
    bar: (data) => ({ ...axes(data), series: series(data, "bar") }),
    line: (data) => ({ ...axes(data), series: series(data, "line") }),
    bars: (data) => {
      const a = axes(data);
      return { grid: a.grid, xAxis: a.yAxis, yAxis: { ...a.xAxis, inverse: true }, series: series(data, "bar") };
    },
    pie: (data) => ({ series: [{ type: "pie", radius: ["45%", "70%"], data: data.rows.map((row) => ({ name: row[0], value: row[1] })), label: { color: css("--zj-ink"), formatter: "{b} {c}" } }] }),
  };
  const draw = (box) => {
    const data = JSON.parse(document.getElementById(box.dataset.chart).textContent);
    const chart = echarts.getInstanceByDom(box) || echarts.init(box, null, { renderer: "svg" });
    chart.setOption({
      animation: false, color: palette(), textStyle: { fontFamily: css("--zj-font"), color: css("--zj-ink") },
      aria: { enabled: true }, tooltip: { trigger: data.kind === "pie" ? "item" : "axis", renderMode: "richText", valueFormatter: (v) => `${Number(v).toLocaleString("zh-CN")}${data.unit}` },
      legend: data.columns.length > 2 ? { top: 0, left: 0, icon: "roundRect", textStyle: { color: css("--zj-ink") } } : undefined,
      ...kinds[data.kind](data),
    }, true);
  };
  const all = (where = document) => where.querySelectorAll("[data-chart]").forEach(draw);
  window.zjCharts = all;
  all();
  addEventListener("resize", () => document.querySelectorAll("[data-chart]").forEach((box) => echarts.getInstanceByDom(box)?.resize()));
  new MutationObserver(() => all()).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
})();
