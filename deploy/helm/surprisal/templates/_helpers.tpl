{{- define "surprisal.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "surprisal.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "surprisal.labels" -}}
{{ include "surprisal.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* The settings as a properties file, whose escape is the backslash. */}}
{{- define "surprisal.properties" -}}
{{- range $key, $value := .Values.settings }}
{{ $key }}={{ $value | toString | replace "\\" "\\\\" }}
{{- end }}
{{- end -}}

{{- define "surprisal.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "surprisal.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* What every pod of ours mounts: settings, secrets, and a place for the native libraries that are unpacked. */}}
{{- define "surprisal.volumeMounts" -}}
- name: settings
  mountPath: /etc/surprisal
  readOnly: true
- name: tmp
  mountPath: /tmp
{{- range .Values.secrets }}
- name: secret-{{ . }}
  mountPath: /run/secrets/{{ . }}
  readOnly: true
{{- end }}
{{- end -}}

{{- define "surprisal.volumes" -}}
- name: settings
  configMap:
    name: {{ include "surprisal.fullname" . }}
- name: tmp
  emptyDir: {}
{{- range .Values.secrets }}
- name: secret-{{ . }}
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- end -}}

{{/* Kubernetes would add variables for each service; those that begin with SURPRISAL_ would be taken for settings. */}}
{{- define "surprisal.podSpec" -}}
serviceAccountName: {{ include "surprisal.fullname" . }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- include "surprisal.podSecurityContext" . | nindent 2 }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{- define "surprisal.image" -}}
{{ printf "%s:%s" .image.repository (.image.tag | default .Chart.AppVersion) }}
{{- end -}}
