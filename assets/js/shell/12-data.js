/* What scripts know of the guide changes with every edit, so that pages do not name it: one file of a fixed address, asked
   for when it is needed, says in which files it stands today. A large guide has several files of each kind. */
"use strict";

(() => {
  const { load } = window.oma;
  const ADDRESSES = "adresses.js";
  const parts = window.oma.parts = {};  // by address: each file says its own

  /* The addresses of a kind of data, or of those files of it that may hold some names. */
  function addresses(kind, names) {
    const listed = Object.entries(window.oma.addresses[kind]);
    const holds = ([, first], at) => names.some((name) => first <= name && !(listed[at + 1]?.[1] <= name));
    return (names ? listed.filter(holds) : listed).map(([address]) => address);
  }

  async function read(kind, names, again = "") {
    await load(ADDRESSES + again);
    const wanted = addresses(kind, names);
    await Promise.all(wanted.map(load));
    const read = wanted.map((address) => parts[address]);
    if (read.includes(undefined)) throw new Error(kind);  // a host that gives a page of its own for what it has not
    return Array.isArray(read[0]) ? read.flat() : Object.assign((names && window.oma[kind]) ?? {}, ...read);
  }

  /* Fills `oma.<kind>`, in the order of the guide; with names, their entries are enough. Where files are gone, the site was
     published anew since: the second question passes by whatever keeps answers. */
  window.oma.data = async (kind, names) => {
    if (!names && window.oma[kind]) return;
    window.oma[kind] = await read(kind, names).catch(() => read(kind, names, `?${Date.now()}`));
  };
})();
