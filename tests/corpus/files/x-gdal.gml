<?xml version="1.0" encoding="utf-8" ?>
<ogr:FeatureCollection
     gml:id="aFeatureCollection"
     xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
     xsi:schemaLocation="http://ogr.maptools.org/ angebote.xsd"
     xmlns:ogr="http://ogr.maptools.org/"
     xmlns:gml="http://www.opengis.net/gml/3.2">
  <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25833"><gml:lowerCorner>315088.73 5773764.06</gml:lowerCorner><gml:upperCorner>383174.39 5806470.94</gml:upperCorner></gml:Envelope></gml:boundedBy>
                                                                                                                                           
  <ogr:featureMember>
    <ogr:angebote gml:id="angebote.0">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25833"><gml:lowerCorner>335195.21 5779701.13</gml:lowerCorner><gml:upperCorner>335195.21 5779701.13</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Point srsName="urn:ogc:def:crs:EPSG::25833" gml:id="angebote.geom.0"><gml:pos>335195.21 5779701.13</gml:pos></gml:Point></ogr:geometryProperty>
      <ogr:Name>Kita Musterfüchse</ogr:Name>
    </ogr:angebote>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:angebote gml:id="angebote.1">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25833"><gml:lowerCorner>335308.0 5779797.58</gml:lowerCorner><gml:upperCorner>335308.0 5779797.58</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Point srsName="urn:ogc:def:crs:EPSG::25833" gml:id="angebote.geom.1"><gml:pos>335308.0 5779797.58</gml:pos></gml:Point></ogr:geometryProperty>
      <ogr:Name>Jugendklub Probe</ogr:Name>
    </ogr:angebote>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:angebote gml:id="angebote.2">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25833"><gml:lowerCorner>359104.38 5805209.35</gml:lowerCorner><gml:upperCorner>359104.38 5805209.35</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Point srsName="urn:ogc:def:crs:EPSG::25833" gml:id="angebote.geom.2"><gml:pos>359104.38 5805209.35</gml:pos></gml:Point></ogr:geometryProperty>
      <ogr:Name>Familienzentrum Beispielhaus</ogr:Name>
    </ogr:angebote>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:angebote gml:id="angebote.3">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25833"><gml:lowerCorner>359187.64 5805262.62</gml:lowerCorner><gml:upperCorner>359187.64 5805262.62</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Point srsName="urn:ogc:def:crs:EPSG::25833" gml:id="angebote.geom.3"><gml:pos>359187.64 5805262.62</gml:pos></gml:Point></ogr:geometryProperty>
      <ogr:Name>Seniorentreff Übung</ogr:Name>
    </ogr:angebote>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:angebote gml:id="angebote.4">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25833"><gml:lowerCorner>383174.39 5806470.94</gml:lowerCorner><gml:upperCorner>383174.39 5806470.94</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Point srsName="urn:ogc:def:crs:EPSG::25833" gml:id="angebote.geom.4"><gml:pos>383174.39 5806470.94</gml:pos></gml:Point></ogr:geometryProperty>
      <ogr:Name>Pflegestützpunkt Entwurf</ogr:Name>
    </ogr:angebote>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:angebote gml:id="angebote.5">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25833"><gml:lowerCorner>361528.11 5789614.39</gml:lowerCorner><gml:upperCorner>361528.11 5789614.39</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Point srsName="urn:ogc:def:crs:EPSG::25833" gml:id="angebote.geom.5"><gml:pos>361528.11 5789614.39</gml:pos></gml:Point></ogr:geometryProperty>
      <ogr:Name>Grundschule Vorlage</ogr:Name>
    </ogr:angebote>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:angebote gml:id="angebote.6">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25833"><gml:lowerCorner>346838.12 5784147.92</gml:lowerCorner><gml:upperCorner>346838.12 5784147.92</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Point srsName="urn:ogc:def:crs:EPSG::25833" gml:id="angebote.geom.6"><gml:pos>346838.12 5784147.92</gml:pos></gml:Point></ogr:geometryProperty>
      <ogr:Name>Apotheke Schablone</ogr:Name>
    </ogr:angebote>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:angebote gml:id="angebote.7">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25833"><gml:lowerCorner>354195.68 5773764.06</gml:lowerCorner><gml:upperCorner>354195.68 5773764.06</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Point srsName="urn:ogc:def:crs:EPSG::25833" gml:id="angebote.geom.7"><gml:pos>354195.68 5773764.06</gml:pos></gml:Point></ogr:geometryProperty>
      <ogr:Name>Volkshochschule Muster</ogr:Name>
    </ogr:angebote>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:angebote gml:id="angebote.8">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25833"><gml:lowerCorner>346154.5 5798873.66</gml:lowerCorner><gml:upperCorner>346154.5 5798873.66</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Point srsName="urn:ogc:def:crs:EPSG::25833" gml:id="angebote.geom.8"><gml:pos>346154.5 5798873.66</gml:pos></gml:Point></ogr:geometryProperty>
      <ogr:Name>Hospiz Testlicht</ogr:Name>
    </ogr:angebote>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:angebote gml:id="angebote.9">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::25833"><gml:lowerCorner>315088.73 5794161.5</gml:lowerCorner><gml:upperCorner>315088.73 5794161.5</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Point srsName="urn:ogc:def:crs:EPSG::25833" gml:id="angebote.geom.9"><gml:pos>315088.73 5794161.5</gml:pos></gml:Point></ogr:geometryProperty>
      <ogr:Name>Arztpraxis Dr. Erfunden</ogr:Name>
    </ogr:angebote>
  </ogr:featureMember>
</ogr:FeatureCollection>
