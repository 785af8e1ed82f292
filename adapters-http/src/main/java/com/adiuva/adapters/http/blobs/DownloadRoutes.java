package com.adiuva.adapters.http.blobs;

import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.SignedDownloads;
import com.adiuva.domain.blobs.StoredBlob;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/// Links to blobs that this server serves itself. Whoever has one may read; what is wrong with one
/// that may not is not said.
public final class DownloadRoutes implements RouteGroup {
  private final SignedDownloads links;
  private final BlobStore blobs;

  public DownloadRoutes(SignedDownloads links, BlobStore blobs) {
    this.links = links;
    this.blobs = blobs;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/downloads/{token}", Access.PUBLIC, this::download);
  }

  private void download(Exchange exchange) {
    SignedDownloads.Download allowed =
        links.verify(exchange.pathParam("token")).orElseThrow(DownloadRoutes::notFound);
    BlobKey key = allowed.key();
    // A blob never changes, so its name tells it from every other; the name itself is not said.
    String tag = Checksum.of(key.value().getBytes(StandardCharsets.UTF_8)).hex();
    Map<String, String> headers =
        Map.of("Content-Disposition", "attachment; filename=\"" + allowed.fileName() + '"');
    new Download(size(key), tag, null, headers)
        .answer(exchange, range -> blobs.open(key, range).orElseThrow(DownloadRoutes::notFound));
  }

  private long size(BlobKey key) {
    String parent = key.value().substring(0, key.value().lastIndexOf('/') + 1);
    try (Stream<StoredBlob> siblings = blobs.list(parent)) {
      return siblings
          .filter(blob -> blob.key().equals(key))
          .mapToLong(StoredBlob::sizeBytes)
          .findFirst()
          .orElseThrow(DownloadRoutes::notFound);
    }
  }

  private static ProblemException notFound() {
    return new ProblemException(new Problem.NotFound("download"));
  }
}
