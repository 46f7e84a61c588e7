// A cheap phone with one bar of signal: the same numbers for tests and measurements.
export async function throttle(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400, // ms, there and back
    downloadThroughput: 50_000, // bytes a second
    uploadThroughput: 20_000,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return session;
}
