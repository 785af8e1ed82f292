package com.adiuva.adapters.storage.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/// An S3 server in this process that checks signatures and keeps its objects in a folder.
public final class S3Server implements AutoCloseable {
  public static final String BUCKET = "adiuva-blobs";
  public static final String ACCESS_KEY = "test-access-key";
  public static final String SECRET_KEY = "test-secret-key";

  private final S3Proxy server;
  private final BlobStore objects;

  private S3Server(S3Proxy server, BlobStore objects) {
    this.server = server;
    this.objects = objects;
  }

  /// A server with an empty bucket, on any port.
  ///
  /// @param folder for the objects, created if need be
  public static S3Server start(Path folder) {
    return start(folder, objects -> objects);
  }

  /// A server whose objects go through something else.
  static S3Server start(Path folder, UnaryOperator<BlobStore> through) {
    try {
      Files.createDirectories(folder);
      Properties properties = new Properties();
      properties.setProperty("jclouds.filesystem.basedir", folder.toString());
      BlobStore objects = through.apply(BlobStores.create("filesystem-nio2", properties));
      objects.createContainer(BUCKET);
      S3Proxy server =
          S3Proxy.builder()
              .blobStore(objects)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
              .v4MaxNonChunkedRequestSize(128L << 20)
              .jettyMaxThreads(100)
              .build();
      start(server);
      return new S3Server(server, objects);
    } catch (IOException e) {
      throw new IllegalStateException("the S3 server did not start", e);
    }
  }

  private static void start(S3Proxy server) throws IOException {
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /// What a server of ours needs to use the bucket.
  public Map<String, String> settings() {
    return settings(endpoint());
  }

  /// As if the bucket were at that endpoint, such as a [FaultProxy] before it.
  public static Map<String, String> settings(URI endpoint) {
    Map<String, String> settings = new HashMap<>();
    settings.put("BLOB_STORE", "s3");
    settings.put("S3_BUCKET", BUCKET);
    settings.put("S3_ENDPOINT_URL", endpoint.toString());
    settings.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
    settings.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
    return settings;
  }

  /// How many uploads in parts were begun and not ended.
  public int unfinishedUploads() {
    return objects.listMultipartUploads(BUCKET).size();
  }

  /// How many objects there are, at most 1,000.
  public int objects() {
    return objects.list(BUCKET).contents().size();
  }

  /// Removes an object behind the back of whoever stored it.
  public void remove(String key) {
    objects.removeBlob(BUCKET, key);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server did not stop", e);
    }
    objects.close();
  }
}
