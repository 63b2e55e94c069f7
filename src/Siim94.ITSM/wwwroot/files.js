// Files that somebody chooses, drops or pastes: each is sent to the API at once, one after the other.

globalThis.files = {
  pickers: new Map(),

  begin(region, part) {
    const place = region.closest("form") ?? region;
    const input = region.querySelector("input[type=file]");
    const waiting = [];
    let isSending = false;

    const send = async list => {
      waiting.push(...list);
      if (isSending) return;
      isSending = true;
      for (let file; (file = waiting.shift());) await files.send(region, part, file);
      isSending = false;
      input.value = "";
    };
    const choose = event => {
      // Whatever watches forms for what was typed needs not know: the file is sent.
      event.stopPropagation();
      send(input.files);
    };
    const over = event => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    const drop = event => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      send(event.dataTransfer.files);
    };
    const paste = event => {
      if (!event.clipboardData?.files.length) return;
      event.preventDefault();
      send(event.clipboardData.files);
    };
    input.addEventListener("change", choose);
    place.addEventListener("dragover", over);
    place.addEventListener("drop", drop);
    place.addEventListener("paste", paste);
    files.pickers.set(region, () => {
      input.removeEventListener("change", choose);
      place.removeEventListener("dragover", over);
      place.removeEventListener("drop", drop);
      place.removeEventListener("paste", paste);
    });
  },

  // Tells the page what became of it.
  send(region, part, file) {
    const bar = region.querySelector("progress");
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/attachments?${new URLSearchParams({ fileName: file.name || "image.png" })}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-Requested-With", "files");
    request.responseType = "json";
    request.upload.onprogress = sent => {
      bar.max = sent.total;
      bar.value = sent.loaded;
    };
    bar.hidden = false;
    return new Promise(done => {
      request.onloadend = async () => {
        bar.hidden = true;
        const answer = request.response;
        if (request.status === 201) {
          const hasThumbnail = await files.sendThumbnail(answer.id, file);
          await part.invokeMethodAsync("Kept", answer.id, answer.name, answer.size, hasThumbnail);
        }
        else await part.invokeMethodAsync("NotKept", Object.values(answer?.errors ?? {}).flat().join(" ") || answer?.title || null);
        done();
      };
      request.send(file);
    });
  },

  // What fits beside a message on a good screen.
  thumbnailEdge: 320,

  // The server has nothing to draw with; a picture that the browser cannot show goes without.
  async sendThumbnail(id, file) {
    if (!["image/jpeg", "image/png", "image/webp"].includes(file.type)) return false;
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, files.thumbnailEdge / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const small = await new Promise(drawn => canvas.toBlob(drawn, file.type === "image/jpeg" ? "image/jpeg" : "image/png", 0.8));
      const answer = await fetch(`/api/v1/attachments/${id}/thumbnail`, {
        method: "POST", body: small, headers: { "Content-Type": "application/octet-stream", "X-Requested-With": "files" },
      });
      return answer.ok;
    } catch {
      return false;
    }
  },

  end(region) {
    files.pickers.get(region)?.();
    files.pickers.delete(region);
  },
};
