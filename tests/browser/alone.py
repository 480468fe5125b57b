"""A live picture of a lesson alone on an empty page."""

MOUNT = """async ([kind, data, around]) => {
  const { Picture } = await import(`/stage/now/stage/pictures/${kind}.js`);
  const host = document.createElement('div');
  document.body.replaceChildren(host);
  document.body.style.margin = '0';
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  const sheet = async (name) => (await fetch(`/stage/now/stage/${name}`)).text();
  style.append(await sheet('stage.css'), await sheet(`pictures/${kind}.css`));
  root.append(style);
  window.told = [];
  window.picture = new Picture(root, (value) => window.told.push(value));
  window.picture.show(data, around);
}"""
"""Mounts a picture of [kind, data, around] for `page.evaluate`; what it tells the server stands in `told`."""
