// Whether the phone is where the place is registered. It is compared here: nobody else learns where the phone is.

const EARTH_M = 6371008.8;
const FAR_M = 100;
const ASK = { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 };

const there = document.getElementById("there");

const radians = (degrees) => (degrees * Math.PI) / 180;

/** @param {number} lat1 @param {number} lon1 @param {number} lat2 @param {number} lon2 */
function metres(lat1, lon1, lat2, lon2) {
  const north = Math.sin(radians(lat2 - lat1) / 2) ** 2;
  const east = Math.sin(radians(lon2 - lon1) / 2) ** 2;
  const chord = north + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * east;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** @param {HTMLElement} box */
function compare(box) {
  const said = box.querySelector("p");
  const told = box.dataset;
  if (!said) return;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const away = metres(Number(told.lat), Number(told.lon), coords.latitude, coords.longitude);
      const isFar = away > FAR_M && away > coords.accuracy;
      said.className = isFar ? "far" : "";
      said.textContent = (isFar ? told.far : told.near)
        .replace("%m", String(Math.round(isFar ? away : Math.max(away, coords.accuracy))))
        .replace("%a", String(Math.round(coords.accuracy)));
    },
    () => {
      said.textContent = told.nowhere ?? "";
    },
    ASK,
  );
}

async function begin() {
  if (!there || !navigator.geolocation) return;
  there.hidden = false;
  there.querySelector("button")?.addEventListener("click", () => compare(there));
  // Who has allowed it before is not asked again, and need not tap.
  const allowed = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
  if (allowed?.state === "granted") compare(there);
}

begin();
